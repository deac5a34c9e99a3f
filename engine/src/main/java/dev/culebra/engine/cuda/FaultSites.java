package dev.culebra.engine.cuda;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for operations, from 1, so that a kernel can name the one that it belongs to. */
final class FaultSites {
    private static final int MOST = 4096;

    private final Map<FaultSite, Integer> numbers = new HashMap<>();
    private final List<FaultSite> sites = new ArrayList<>();

    /** The same for equal sites. */
    synchronized int number(FaultSite site) {
        Integer known = numbers.get(site);
        if (known == null) {
            sites.add(site);
            known = sites.size();
            numbers.put(site, known);
        }
        return known;
    }

    synchronized boolean isFull() {
        return sites.size() == MOST;
    }

    /** No kernel that was given a number is running any more. */
    synchronized void clear() {
        numbers.clear();
        sites.clear();
    }

    synchronized IndexOutOfBoundsException outside(long number, long position, long index) {
        return sites.get((int) number - 1).outside(position, index);
    }
}

package dev.culebra.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The kernels launched last, by name. A kernel's fault shows at a later call that knows nothing of kernels; this narrows it down.
 * Noting a launch is one store, unsynchronised: with many threads an entry may be lost.
 */
final class LaunchHistory {
    private static final int KEPT = 4;

    private final Map<Long, String> names = new ConcurrentHashMap<>();
    private final long[] functions = new long[KEPT];
    private int next;

    void name(long function, String name) {
        names.put(function, name);
    }

    void note(long function) {
        int at = next;
        functions[at & KEPT - 1] = function;
        next = at + 1;
    }

    String name(long function) {
        return names.getOrDefault(function, Argument.text("function", function));
    }

    /** The latest first, each once. */
    List<String> latest() {
        List<String> latest = new ArrayList<>();
        for (int back = 1; back <= KEPT; back++) {
            long function = functions[next - back & KEPT - 1];
            if (function != 0 && !latest.contains(name(function))) {
                latest.add(name(function));
            }
        }
        return latest;
    }
}

package dev.culebra.engine.backend;

import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A block of memory in use, and who holds it: how a backend names the largest when it has no more to give.
 *
 * <pre>{@code
 * Holding.largest(Stream.of(new Holding("0.weight [16, 784] F32", 50_176))); // 0.weight [16, 784] F32
 * }</pre>
 *
 * @param holder for people
 * @param bytes size of the block
 */
public record Holding(String holder, long bytes) {
    private static final int NAMED = 5;

    /** The largest few, with commas between; "none" if there are none. */
    public static String largest(Stream<Holding> holdings) {
        String largest = holdings.sorted(Comparator.comparingLong(Holding::bytes).reversed()).limit(NAMED)
                .map(Holding::holder).collect(Collectors.joining(", "));
        return largest.isEmpty() ? "none" : largest;
    }
}

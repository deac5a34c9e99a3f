package dev.culebra.bench.compare;

import java.util.Arrays;

/** What a measurement came to. */
sealed interface Figure {
    /**
     * A time.
     *
     * @param seconds of one call, the median of all rounds
     * @param spread half of what lies between the quartiles of the rounds, as a part of the median
     */
    record Measured(double seconds, double spread) implements Figure {}

    /** @param reason for people */
    record NotMeasured(String reason) implements Figure {}

    /** Of rounds. */
    static Measured of(double... seconds) {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        return new Measured(median, (sorted[sorted.length * 3 / 4] - sorted[sorted.length / 4]) / 2 / median);
    }
}

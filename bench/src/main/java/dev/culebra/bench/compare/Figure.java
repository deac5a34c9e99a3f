package dev.culebra.bench.compare;

/** What a measurement came to. */
sealed interface Figure {
    /** @param seconds of one call, the median of several rounds */
    record Measured(double seconds) implements Figure {}

    /** @param reason for people */
    record NotMeasured(String reason) implements Figure {}
}

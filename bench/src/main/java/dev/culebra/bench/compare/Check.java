package dev.culebra.bench.compare;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the first values of a result must be.
 *
 * @param expected computed in double precision
 * @param tolerance of each, absolute
 */
record Check(double[] expected, double[] tolerance) {
    static Check relative(double tolerance, double... expected) {
        return new Check(expected, Arrays.stream(expected).map(value -> Math.abs(value) * tolerance).toArray());
    }

    static Check absolute(double tolerance, double... expected) {
        double[] tolerances = new double[expected.length];
        Arrays.fill(tolerances, tolerance);
        return new Check(expected, tolerances);
    }

    /** What is wrong, if anything is. */
    Optional<String> objection(double[] actual) {
        if (actual.length != expected.length) {
            return Optional.of("%d values, not %d".formatted(actual.length, expected.length));
        }
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(actual[i] - expected[i]) <= tolerance[i])) {
                return Optional.of("value %d is %s, not %s ± %.2g".formatted(i, actual[i], expected[i], tolerance[i]));
            }
        }
        return Optional.empty();
    }

    /** Measures only what computes the right thing. */
    Timing guard(double[] actual, Supplier<Timing> measurement) {
        return objection(actual).<Timing>map(wrong -> new Timing.None("its result is wrong: " + wrong))
                .orElseGet(measurement);
    }
}

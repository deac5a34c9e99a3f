package dev.culebra.engine.contract;

import dev.culebra.engine.DType;
import java.util.function.ToDoubleFunction;

/**
 * How far a floating result may lie from the reference's. NaN has to meet NaN in every case; integers are compared bit for
 * bit whatever the tolerance.
 *
 * <pre>{@code
 * Tolerance.EXACT;                                        // the same bits
 * Tolerance.ulps(2);                                      // two units in the last place
 * Tolerance.within("γ_k Σ|a||b|", index -> bound(index)); // an absolute bound with its arithmetic
 * }</pre>
 */
sealed interface Tolerance {
    /** The same number, with the sign of zero. */
    Tolerance EXACT = new InLastPlace(0);

    /** Anything: only what was written elsewhere counts. */
    Tolerance UNDEFINED = new Any();

    /** Up to {@code places} units in the last place; zeros keep their sign. */
    static Tolerance ulps(double places) {
        return new InLastPlace(places);
    }

    /**
     * An absolute bound for each element.
     *
     * @param arithmetic where the bound comes from
     */
    static Tolerance within(String arithmetic, ToDoubleFunction<long[]> bound) {
        return new Within(arithmetic, bound);
    }

    /** Whether {@code got} will do. */
    boolean accepts(DType dtype, double want, double got, long[] index);

    /** What is allowed at an index, for the report. */
    String describe(long[] index);

    /** No two numbers are too far apart. */
    record Any() implements Tolerance {
        @Override
        public boolean accepts(DType dtype, double want, double got, long[] index) {
            return true;
        }

        @Override
        public String describe(long[] index) {
            return "anything";
        }
    }

    /**
     * @param places units in the last place
     */
    record InLastPlace(double places) implements Tolerance {
        @Override
        public boolean accepts(DType dtype, double want, double got, long[] index) {
            if (want == 0 && got == 0) {
                return Double.compare(want, got) == 0;
            }
            return Ulps.between(dtype, want, got) <= places;
        }

        @Override
        public String describe(long[] index) {
            return places == 0 ? "exact" : places + " ulp";
        }
    }

    /**
     * As {@code numbers}, but a zero may have either sign: that of a sum depends on the order.
     *
     * @param numbers for all others
     */
    record AnyZero(Tolerance numbers) implements Tolerance {
        @Override
        public boolean accepts(DType dtype, double want, double got, long[] index) {
            return want == 0 && got == 0 || numbers.accepts(dtype, want, got, index);
        }

        @Override
        public String describe(long[] index) {
            return numbers.describe(index);
        }
    }

    /**
     * @param arithmetic where the bound comes from
     * @param bound by index
     */
    record Within(String arithmetic, ToDoubleFunction<long[]> bound) implements Tolerance {
        @Override
        public boolean accepts(DType dtype, double want, double got, long[] index) {
            if (Double.isNaN(want) || Double.isInfinite(want)) {
                return Double.compare(want, got) == 0;
            }
            return Math.abs(want - got) <= bound.applyAsDouble(index);
        }

        @Override
        public String describe(long[] index) {
            return "%.3g = %s".formatted(bound.applyAsDouble(index), arithmetic);
        }
    }
}

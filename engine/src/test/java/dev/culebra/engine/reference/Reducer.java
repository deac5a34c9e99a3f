package dev.culebra.engine.reference;

import dev.culebra.engine.Reduction;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** What a list of elements reduces to. */
final class Reducer {
    private Reducer() {}

    /** Stores what {@code values} reduce to at an index of the output; sums are compensated, as {@link DoubleStream}'s are. */
    static void real(Reduction reduction, double[] values, Cells out, long[] index) {
        switch (reduction) {
            case SUM -> out.set(DoubleStream.of(values).sum(), index);
            case MAX -> out.set(DoubleStream.of(values).reduce(Math::max).orElseThrow(), index);
            case MIN -> out.set(DoubleStream.of(values).reduce(Math::min).orElseThrow(), index);
            case ARGMAX -> out.set(first(values, (x, best) -> x > best), index);
            case ARGMIN -> out.set(first(values, (x, best) -> x < best), index);
        }
    }

    /** Stores what {@code values} reduce to at an index of the output; sums wrap around. */
    static void whole(Reduction reduction, long[] values, Cells out, long[] index) {
        switch (reduction) {
            case SUM -> out.set(LongStream.of(values).sum(), index);
            case MAX -> out.set(LongStream.of(values).max().orElseThrow(), index);
            case MIN -> out.set(LongStream.of(values).min().orElseThrow(), index);
            case ARGMAX -> out.set(first(values, (x, best) -> x > best), index);
            case ARGMIN -> out.set(first(values, (x, best) -> x < best), index);
        }
    }

    private interface Beats {
        boolean test(double candidate, double best);
    }

    private interface BeatsWhole {
        boolean test(long candidate, long best);
    }

    /** Index of the first element that no other beats; NaN beats every number. */
    private static long first(double[] values, Beats beats) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            boolean found = Double.isNaN(values[i]) ? !Double.isNaN(values[best]) : beats.test(values[i], values[best]);
            best = found ? i : best;
        }
        return best;
    }

    private static long first(long[] values, BeatsWhole beats) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = beats.test(values[i], values[best]) ? i : best;
        }
        return best;
    }
}

package dev.culebra.engine.reference;

import dev.culebra.engine.Reduction;
import java.util.List;
import java.util.stream.DoubleStream;

/** What a list of elements reduces to. */
final class Reducer {
    private Reducer() {}

    /** SUM, MAX or MIN; sums are compensated, as those of {@link DoubleStream} are. */
    static double real(Reduction reduction, List<Double> values) {
        DoubleStream stream = values.stream().mapToDouble(Double::doubleValue);
        return switch (reduction) {
            case SUM -> stream.sum();
            case MAX -> stream.reduce(Math::max).orElseThrow();
            case MIN -> stream.reduce(Math::min).orElseThrow();
            case ARGMAX, ARGMIN -> throw new IllegalArgumentException(reduction + " yields an index");
        };
    }

    /** SUM, MAX or MIN; sums wrap around. */
    static long whole(Reduction reduction, List<Long> values) {
        return switch (reduction) {
            case SUM -> values.stream().reduce(0L, Long::sum);
            case MAX -> values.stream().reduce(Math::max).orElseThrow();
            case MIN -> values.stream().reduce(Math::min).orElseThrow();
            case ARGMAX, ARGMIN -> throw new IllegalArgumentException(reduction + " yields an index");
        };
    }

    /** Index of the first element that no other beats. */
    static <T extends Comparable<T>> long index(Reduction reduction, List<T> values) {
        int best = 0;
        for (int i = 1; i < values.size(); i++) {
            if (beats(reduction, values.get(i), values.get(best))) {
                best = i;
            }
        }
        return best;
    }

    private static <T extends Comparable<T>> boolean beats(Reduction reduction, T candidate, T best) {
        if (isNaN(candidate) || isNaN(best)) {
            return isNaN(candidate) && !isNaN(best);
        }
        if (candidate instanceof Double x && best instanceof Double y && x.doubleValue() == y.doubleValue()) {
            return false; // compareTo tells −0 from +0
        }
        int order = candidate.compareTo(best);
        return reduction == Reduction.ARGMAX ? order > 0 : order < 0;
    }

    private static boolean isNaN(Object value) {
        return value instanceof Double number && number.isNaN();
    }
}

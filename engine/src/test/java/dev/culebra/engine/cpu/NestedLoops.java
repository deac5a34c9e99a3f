package dev.culebra.engine.cpu;

import dev.culebra.engine.Layout;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;

/** Reductions as they are defined: one element after the other. */
final class NestedLoops {
    private NestedLoops() {}

    static double[] reduce(Reduction reduction, View x, boolean[] axes) {
        Shape kept = x.shape();
        for (int axis = 0; axis < axes.length; axis++) {
            kept = axes[axis] ? kept.with(axis, 1) : kept;
        }
        double[] storage = CpuBackends.read(x.with(Layout.contiguous(Shape.of(x.storage().bytes() / x.dtype()
                .bytes()))));
        double[] result = new double[(int) kept.elements()];
        double[] best = new double[result.length];
        boolean[] begun = new boolean[result.length];
        long[] index = new long[axes.length];
        for (long i = 0; i < x.shape().elements(); i++) {
            long rest = i;
            int at = 0;
            long position = x.layout().offset();
            long along = 0;
            for (int axis = axes.length - 1; axis >= 0; axis--) {
                index[axis] = rest % x.shape().size(axis);
                rest /= x.shape().size(axis);
                position += index[axis] * x.layout().stride(axis);
            }
            for (int axis = 0; axis < axes.length; axis++) {
                at = (int) (at * kept.size(axis) + (axes[axis] ? 0 : index[axis]));
                along = axes[axis] ? index[axis] : along;
            }
            double value = storage[(int) position];
            boolean better = !begun[at] || (isLargest(reduction) ? value > best[at] : value < best[at]);
            best[at] = better ? value : best[at];
            begun[at] = true;
            result[at] = switch (reduction) {
                case SUM -> result[at] + value;
                case MAX, MIN -> best[at];
                case ARGMAX, ARGMIN -> better ? along : result[at];
            };
        }
        return result;
    }

    private static boolean isLargest(Reduction reduction) {
        return reduction == Reduction.MAX || reduction == Reduction.ARGMAX;
    }
}

package dev.culebra.engine.backend;

import dev.culebra.engine.Layout;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Storage;
import dev.culebra.engine.View;
import dev.culebra.engine.expr.Expr;

/**
 * Row kernels in terms of the verbs. The largest element is subtracted before exponentiating, so that nothing overflows.
 */
final class RowKernels {
    private static final Expr EXP_OF_DIFFERENCE = Expr.input(0).sub(Expr.input(1)).exp();
    private static final Expr QUOTIENT = Expr.input(0).div(Expr.input(1));
    private static final Expr LOG_OF_QUOTIENT = Expr.input(0).sub(Expr.input(1)).sub(Expr.input(2).log());

    private final Backend backend;
    private final View input;
    private final View output;
    private final boolean[] axes;

    private RowKernels(Backend backend, View input, int axis, View output) {
        this.backend = backend;
        this.input = input;
        this.output = output;
        this.axes = new boolean[input.shape().rank()];
        axes[axis] = true;
    }

    static void softmax(Backend backend, View input, int axis, View output) {
        if (input.shape().elements() == 0) {
            return;
        }
        RowKernels rows = new RowKernels(backend, input, axis, output);
        View statistic = rows.allocate(axis);
        try {
            View exponentials = rows.exponentials(statistic);
            backend.reduce(Reduction.SUM, exponentials, rows.axes, statistic);
            backend.map(QUOTIENT, new View[] {exponentials, rows.repeated(statistic)}, output);
        } finally {
            statistic.storage().release();
        }
    }

    static void logSoftmax(Backend backend, View input, int axis, View output) {
        if (input.shape().elements() == 0) {
            return;
        }
        RowKernels rows = new RowKernels(backend, input, axis, output);
        View max = rows.allocate(axis);
        try {
            View sum = rows.allocate(axis);
            try {
                backend.reduce(Reduction.SUM, rows.exponentials(max), rows.axes, sum);
                backend.map(LOG_OF_QUOTIENT, new View[] {input, rows.repeated(max), rows.repeated(sum)}, output);
            } finally {
                sum.storage().release();
            }
        } finally {
            max.storage().release();
        }
    }

    private View allocate(int axis) {
        Shape shape = input.shape().with(axis, 1);
        Storage storage = backend.allocate(shape.elements() * input.dtype().bytes());
        return new View(storage, Layout.contiguous(shape), input.dtype());
    }

    private View repeated(View statistic) {
        return statistic.with(statistic.layout().broadcastTo("softmax", input.shape()));
    }

    /** Leaves exp(x − max) in the output and the maxima in {@code max}. */
    private View exponentials(View max) {
        backend.reduce(Reduction.MAX, input, axes, max);
        backend.map(EXP_OF_DIFFERENCE, new View[] {input, repeated(max)}, output);
        return output;
    }
}

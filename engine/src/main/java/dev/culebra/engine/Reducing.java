package dev.culebra.engine;

import java.util.Locale;

/** Checks a reduction and hands it to the backend. */
final class Reducing {
    private Reducing() {}

    static Tensor reduce(Tensor input, Reduction reduction, boolean keepAxes, int... axes) {
        String operation = reduction.name().toLowerCase(Locale.ROOT);
        Shape shape = input.shape();
        boolean[] reduced = shape.axes(operation, axes);
        if (reduction.yieldsIndex() && axes.length != 1) {
            throw new ShapeException(
                    "%s: needs one axis, got %d, for shape %s".formatted(operation, axes.length, shape));
        }
        Shape kept = shape;
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (reduced[axis]) {
                kept = kept.with(axis, 1);
            }
        }
        if (!reduction.hasIdentity() && shape.elements() == 0 && kept.elements() != 0) {
            throw new ShapeException(
                    "%s: there is no element to choose over these axes of shape %s".formatted(operation,
                            shape));
        }
        View view = input.view();
        Tensor output = Tensor.filled(kept, type(reduction, input.dtype()), input.device(), out -> input.device()
                .backend().reduce(reduction, view, reduced, out), input);
        if (keepAxes) {
            return output;
        }
        try (output) {
            return output.viewed(without(output.layout(), reduced));
        }
    }

    private static DType type(Reduction reduction, DType input) {
        boolean integerSum = reduction == Reduction.SUM && !input.isFloating();
        return reduction.yieldsIndex() || integerSum ? DType.I64 : input;
    }

    private static Layout without(Layout layout, boolean[] reduced) {
        Layout left = layout;
        for (int axis = reduced.length - 1; axis >= 0; axis--) {
            left = reduced[axis] ? left.squeeze(axis) : left;
        }
        return left;
    }
}

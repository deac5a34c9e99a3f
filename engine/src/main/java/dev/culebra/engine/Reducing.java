package dev.culebra.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Checks a reduction and hands it to the backend. */
final class Reducing {
    private static final List<String> NAMES =
            Arrays.stream(Reduction.values()).map(reduction -> reduction.name().toLowerCase(Locale.ROOT)).toList();

    private Reducing() {}

    static Tensor reduce(Tensor input, Reduction reduction, boolean keepAxes, int... axes) {
        String operation = NAMES.get(reduction.ordinal());
        Shape shape = input.shape();
        boolean[] reduced = shape.axes(operation, axes);
        if (reduction.yieldsIndex() && axes.length != 1) {
            throw new ShapeException(
                    "%s: needs one axis, got %d, for shape %s".formatted(operation, axes.length, shape));
        }
        Shape kept = kept(shape, reduced);
        if (!reduction.hasIdentity() && shape.elements() == 0 && kept.elements() != 0) {
            throw new ShapeException(
                    "%s: there is no element to choose over these axes of shape %s".formatted(operation,
                            shape));
        }
        View view = input.view();
        Shape result = keepAxes ? kept : without(shape, reduced);
        return Tensor.filled(result, type(reduction, input.dtype()), input.device(), out -> input.device().backend()
                .reduce(reduction, view, reduced, keepAxes ? out : out.with(Layout.contiguous(kept))), input);
    }

    private static Shape kept(Shape shape, boolean[] reduced) {
        long[] sizes = shape.toArray();
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = reduced[axis] ? 1 : sizes[axis];
        }
        return Shape.wrap(sizes);
    }

    private static DType type(Reduction reduction, DType input) {
        boolean integerSum = reduction == Reduction.SUM && !input.isFloating();
        return reduction.yieldsIndex() || integerSum ? DType.I64 : input;
    }

    private static Shape without(Shape shape, boolean[] reduced) {
        long[] left = new long[shape.rank()];
        int rank = 0;
        for (int axis = 0; axis < left.length; axis++) {
            if (!reduced[axis]) {
                left[rank++] = shape.size(axis);
            }
        }
        return Shape.wrap(Arrays.copyOf(left, rank));
    }
}

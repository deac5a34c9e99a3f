package dev.culebra.engine;

import dev.culebra.engine.expr.Expr;
import java.util.Arrays;

/** Windows as layouts: each axis that a window slides along becomes two, one for positions and one for elements. */
final class Sliding {
    private Sliding() {}

    static Layout windows(Layout layout, Window window) {
        if (window.height().padding() != 0 || window.width().padding() != 0) {
            throw new ShapeException("windows: a view has no room for padding; pad first: shape " + layout.shape());
        }
        Shape positions = window.positions("windows", layout.shape());
        int rank = positions.rank();
        long[] sizes = Arrays.copyOf(positions.toArray(), rank + 2);
        long[] strides = Arrays.copyOf(layout.strides(), rank + 2);
        sizes[rank] = window.height().size();
        sizes[rank + 1] = window.width().size();
        strides[rank] = layout.stride(rank - 2) * window.height().dilation();
        strides[rank + 1] = layout.stride(rank - 1) * window.width().dilation();
        strides[rank - 2] *= window.height().stride();
        strides[rank - 1] *= window.width().stride();
        return Layout.of(Shape.of(sizes), strides, layout.offset());
    }

    static Tensor pad(Tensor x, long rows, long columns, double value) {
        Shape shape = x.shape();
        if (shape.rank() < 2 || rows < 0 || columns < 0) {
            throw new ShapeException("pad: needs at least two axes […, h, w] and numbers ≥ 0: shape %s, %d rows and %d"
                    .formatted(shape, rows, columns) + " columns");
        }
        if (rows == 0 && columns == 0) {
            return x.share();
        }
        long height = shape.size(-2);
        long width = shape.size(-1);
        Shape larger = shape.with(-2, height + 2 * rows).with(-1, width + 2 * columns);
        try (Scope scope = Scope.open()) {
            Tensor padded = Tensor.full(larger, value, x.dtype(), x.device());
            padded.slice(-2, rows, rows + height).slice(-1, columns, columns + width).set(x);
            return scope.keep(padded);
        }
    }

    static Tensor maxPool2d(Tensor x, Window window) {
        Operands.floating("maxPool2d", x);
        return pool("maxPool2d", x, window, Double.NEGATIVE_INFINITY, Reduction.MAX);
    }

    static Tensor avgPool2d(Tensor x, Window window) {
        Operands.floating("avgPool2d", x);
        Tensor sum = pool("avgPool2d", x, window, 0, Reduction.SUM);
        return sum.set(Expr.input(0).div(window.elements()), sum);
    }

    /** Elements at one place of their windows are brought side by side, so that long rows are reduced, not small squares. */
    private static Tensor pool(String operation, Tensor x, Window window, double outside, Reduction reduction) {
        window.positions(operation, x.shape());
        try (Scope scope = Scope.open()) {
            return scope.keep(byPlace(padded(x, window, outside)).contiguous().reduce(reduction, false, 0, 1));
        }
    }

    /** Windows {@code […, rows, columns, height, width]} as {@code [height, width, …, rows, columns]}. */
    private static Tensor byPlace(Tensor windows) {
        int rank = windows.shape().rank();
        int[] axes = new int[rank];
        Arrays.setAll(axes, i -> Math.floorMod(i - 2, rank));
        return windows.permute(axes);
    }

    /** The windows of an input with the padding that they ask for. */
    static Tensor padded(Tensor x, Window window, double outside) {
        try (Tensor larger = pad(x, window.height().padding(), window.width().padding(), outside)) {
            return larger.windows(window.padding(0));
        }
    }
}

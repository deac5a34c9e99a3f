package dev.culebra.engine;

import dev.culebra.engine.expr.Expr;

/** Checks the operands of pooling and padding, and hands them to the backend. */
final class Sliding {
    private Sliding() {}

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
        return pool("maxPool2d", x, window, Reduction.MAX);
    }

    static Tensor avgPool2d(Tensor x, Window window) {
        Tensor sum = pool("avgPool2d", x, window, Reduction.SUM);
        return sum.set(Expr.input(0).div(window.elements()), sum);
    }

    private static Tensor pool(String operation, Tensor x, Window window, Reduction reduction) {
        Operands.floating(operation, x);
        Shape positions = window.positions(operation, x.shape());
        View in = x.view();
        return Tensor.filled(positions, x.dtype(), x.device(), out -> x.device().backend().pool(reduction, in, window,
                out), x);
    }

    static Tensor maxPool2dGradient(Tensor x, Tensor output, Tensor upstream, Window window) {
        Operands.floating("maxPool2dGradient", x);
        Operands.device("maxPool2dGradient", x, output, upstream);
        Shape positions = window.positions("maxPool2dGradient", x.shape());
        for (Tensor each : new Tensor[] {output, upstream}) {
            Operands.dtype("maxPool2dGradient", x, each);
            if (!each.shape().equals(positions)) {
                throw new ShapeException(
                        "maxPool2dGradient: shapes do not fit: input %s has windows %s, output %s, upstream %s"
                                .formatted(
                                        x.shape(), positions, output.shape(), upstream.shape()));
            }
        }
        View in = x.view();
        View y = output.view();
        View dy = upstream.view();
        return Tensor.filled(x.shape(), x.dtype(), x.device(), out -> x.device().backend().maxPoolGradient(in, y, dy,
                window, out), x, output, upstream);
    }
}

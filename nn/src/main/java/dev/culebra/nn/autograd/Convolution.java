package dev.culebra.nn.autograd;

import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.Window;
import java.util.Optional;

/**
 * A convolution is, for each group, {@code Y = W·X} with the windows of the input as the columns of X. So
 * {@code dW = dY·Xᵀ}, with positions and images together as the inner dimension; {@code dX = Wᵀ·dY}, each column of which is
 * added back to the window it was taken from; and {@code db = Σ dY} over images and positions.
 */
final class Convolution {
    private Convolution() {}

    /** An input without batch is a batch of one. */
    static Variable of(Variable input, Window window, int groups, Variable... weights) {
        Variable[] operands = new Variable[weights.length + 1];
        boolean single = input.shape().rank() == 3;
        operands[0] = single ? input.unsqueeze(0) : input;
        System.arraycopy(weights, 0, operands, 1, weights.length);
        Variable output = Variable.of(new Op.Conv2d(window, groups), operands);
        return single ? output.squeeze(0) : output;
    }

    static Optional<Tensor> bias(Tensor... x) {
        return x.length == 3 ? Optional.of(x[2]) : Optional.empty();
    }

    static Tensor gradient(Op.Conv2d op, int i, Saved saved, Tensor upstream) {
        try (Scope scope = Scope.open()) {
            return scope.keep(switch (i) {
                case 0 -> input(op, saved, upstream);
                case 1 -> weight(op, saved, upstream);
                default -> upstream.sum(0, 2, 3);
            });
        }
    }

    private static Tensor input(Op.Conv2d op, Saved saved, Tensor upstream) {
        Shape shape = saved.shape(0);
        Shape dy = upstream.shape();
        Window window = op.window();
        Tensor filters = saved.input(1).reshape(op.groups(), dy.size(1) / op.groups(), saved.shape(1).size(1) * window
                .elements());
        if (window.height().stride() == 1 && window.width().stride() == 1) {
            Tensor wide = Folding.widened(upstream, window, shape);
            Tensor columns = filters.transpose().matmul(grouped(op, wide));
            return Folding.foldWide(columns.reshape(dy.size(0), shape.size(1), window.elements(), dy.size(2) * wide
                    .shape().size(3)), window, shape);
        }
        Tensor columns = filters.transpose().matmul(grouped(op, upstream));
        Tensor windows = columns.reshape(dy.size(0), shape.size(1), window.height().size(), window.width().size(), dy
                .size(2), dy.size(3));
        return Folding.fold(windows.permute(0, 1, 4, 5, 2, 3), window, shape);
    }

    private static Tensor weight(Op.Conv2d op, Saved saved, Tensor upstream) {
        Window window = op.window();
        Shape weight = saved.shape(1);
        long positions = upstream.shape().size(2) * upstream.shape().size(3);
        long n = upstream.shape().size(0);
        long perGroup = weight.size(0) / op.groups();
        Tensor rows = Folding.unfold(saved.input(0), window, 0).reshape(n, op.groups(), weight.size(1), upstream.shape()
                .size(2), upstream.shape().size(3), window.height().size(), window.width().size())
                .permute(1, 0, 3, 4, 2, 5, 6).reshape(op.groups(), n * positions, weight.size(1) * window.elements());
        Tensor dy = grouped(op, upstream).permute(1, 2, 0, 3).reshape(op.groups(), perGroup, n * positions);
        return dy.matmul(rows).reshape(weight);
    }

    /** {@code [n, out, rows, columns]} as {@code [n, groups, out / groups, rows·columns]}. */
    private static Tensor grouped(Op.Conv2d op, Tensor upstream) {
        Shape dy = upstream.shape();
        return upstream.reshape(dy.size(0), op.groups(), dy.size(1) / op.groups(), dy.size(2) * dy.size(3));
    }
}

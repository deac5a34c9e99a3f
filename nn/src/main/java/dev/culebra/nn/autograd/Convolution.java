package dev.culebra.nn.autograd;

import dev.culebra.engine.Tensor;
import dev.culebra.engine.Window;
import java.util.Optional;

/** Convolutions, and their gradients with respect to input, weight and bias; the last is {@code Σ dY} over images and positions. */
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
        return switch (i) {
            case 0 -> upstream.conv2dInputGradient(saved.input(1), op.window(), op.groups(), saved.shape(0));
            case 1 -> saved.input(0).conv2dWeightGradient(upstream, op.window(), op.groups());
            default -> upstream.sum(0, 2, 3);
        };
    }
}

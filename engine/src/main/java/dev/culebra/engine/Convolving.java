package dev.culebra.engine;

import dev.culebra.engine.expr.Expr;
import java.util.Optional;

/**
 * Convolution as a matrix product. With the windows of a group as columns, {@code [channels·height·width, rows·columns]},
 * the filters of the group are the rows that they are multiplied by.
 */
final class Convolving {
    private static final Expr ADD_BIAS = Expr.input(0).add(Expr.input(1));

    private Convolving() {}

    static Tensor conv2d(Tensor input, Tensor weight, Optional<Tensor> bias, Window window, int groups) {
        Operands.device("conv2d", input, weight);
        Operands.dtype("conv2d", input, weight);
        Operands.floating("conv2d", input);
        check(input.shape(), weight.shape(), bias.map(Tensor::shape), window, groups);
        try (Scope scope = Scope.open()) {
            if (input.shape().rank() == 4) {
                return scope.keep(images(input, weight, bias, window, groups));
            }
            return scope.keep(images(input.unsqueeze(0), weight, bias, window, groups).squeeze(0));
        }
    }

    private static Tensor images(Tensor input, Tensor weight, Optional<Tensor> bias, Window window, int groups) {
        Shape positions = window.positions("conv2d", input.shape());
        long n = positions.size(0);
        long area = positions.size(2) * positions.size(3);
        long out = weight.shape().size(0);
        long inner = weight.shape().size(1) * window.elements();
        Tensor columns = Sliding.padded(input, window, 0).permute(0, 1, 4, 5, 2, 3).reshape(n, groups, inner, area);
        Tensor filters = weight.reshape(groups, out / groups, inner);
        Epilogue epilogue = bias.map(b -> Epilogue.of(ADD_BIAS, b.reshape(groups, out / groups, 1))).orElse(
                Epilogue.NONE);
        return filters.matmul(columns, epilogue).reshape(n, out, positions.size(2), positions.size(3));
    }

    private static void check(Shape input, Shape weight, Optional<Shape> bias, Window window, int groups) {
        boolean ranks = (input.rank() == 4 || input.rank() == 3) && weight.rank() == 4;
        if (!ranks || groups < 1 || weight.size(0) % groups != 0 || input.size(-3) != weight.size(1) * groups) {
            throw new ShapeException(("conv2d: needs input [n, channels, h, w], weight [out, channels / groups, height,"
                    + " width] and groups that divide both: input %s, weight %s, groups %d").formatted(input, weight,
                            groups));
        }
        if (weight.size(2) != window.height().size() || weight.size(3) != window.width().size()) {
            throw new ShapeException(
                    "conv2d: the window must have the weight's size: window %d×%d, weight %s".formatted(
                            window.height().size(), window.width().size(), weight));
        }
        if (bias.isPresent() && !bias.get().equals(Shape.of(weight.size(0)))) {
            throw new ShapeException("conv2d: needs one bias for each output channel: weight %s, bias %s".formatted(
                    weight, bias.get()));
        }
    }
}

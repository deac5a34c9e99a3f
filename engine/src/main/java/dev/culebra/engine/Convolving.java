package dev.culebra.engine;

import dev.culebra.engine.expr.Expr;
import java.util.List;
import java.util.Optional;

/** Checks the operands of a convolution and of its gradients, and hands them to the backend. */
final class Convolving {
    private static final Expr ADD_BIAS = Expr.input(0).add(Expr.input(1));

    private Convolving() {}

    static Tensor conv2d(Tensor input, Tensor weight, Optional<Tensor> bias, Window window, int groups) {
        operands("conv2d", input, weight);
        bias.ifPresent(b -> operands("conv2d", input, b));
        Shape output = output("conv2d", input.shape(), weight.shape(), window, groups);
        checkBias(weight.shape(), bias.map(Tensor::shape));
        View in = images(input);
        View filters = weight.view();
        Epilogue epilogue = bias.map(b -> new Epilogue(ADD_BIAS, List.of(repeated(b, images(output))))).orElse(
                Epilogue.NONE);
        return Tensor.filled(output, input.dtype(), input.device(), out -> input.device().backend().convolve(in,
                filters, window, images(out), epilogue), input, weight, bias.orElse(weight));
    }

    static Tensor inputGradient(Tensor upstream, Tensor weight, Window window, int groups, Shape input) {
        operands("conv2dInputGradient", upstream, weight);
        Shape output = output("conv2dInputGradient", input, weight.shape(), window, groups);
        checkUpstream("conv2dInputGradient", upstream.shape(), output);
        View dy = images(upstream);
        View filters = weight.view();
        return Tensor.filled(input, upstream.dtype(), upstream.device(), out -> upstream.device().backend()
                .convolveInputGradient(dy, filters, window, images(out)), upstream, weight);
    }

    static Tensor weightGradient(Tensor input, Tensor upstream, Window window, int groups) {
        operands("conv2dWeightGradient", input, upstream);
        boolean ranks = input.shape().rank() == upstream.shape().rank() && (input.shape().rank() == 3 || input.shape()
                .rank() == 4);
        if (!ranks || groups < 1 || input.shape().size(-3) % groups != 0) {
            throw new ShapeException(("conv2dWeightGradient: needs input [n, channels, h, w], upstream [n, out, rows,"
                    + " columns] and groups that divide both: input %s, upstream %s, groups %d").formatted(input
                            .shape(), upstream.shape(), groups));
        }
        Shape weight = Shape.of(upstream.shape().size(-3), input.shape().size(-3) / groups, window.height().size(),
                window.width().size());
        checkUpstream("conv2dWeightGradient", upstream.shape(), output("conv2dWeightGradient", input.shape(), weight,
                window, groups));
        View in = images(input);
        View dy = images(upstream);
        return Tensor.filled(weight, input.dtype(), input.device(), out -> input.device().backend()
                .convolveWeightGradient(in, dy, window, out), input, upstream);
    }

    private static void operands(String operation, Tensor x, Tensor other) {
        Operands.device(operation, x, other);
        Operands.dtype(operation, x, other);
        Operands.floating(operation, x);
    }

    private static View images(Tensor tensor) {
        return images(tensor.view());
    }

    /** An image without batch is a batch of one. */
    private static View images(View view) {
        return view.shape().rank() == 3 ? view.with(view.layout().unsqueeze(0)) : view;
    }

    private static Shape images(Shape shape) {
        return shape.rank() == 4 ? shape : Shape.of(1, shape.size(0), shape.size(1), shape.size(2));
    }

    private static View repeated(Tensor bias, Shape output) {
        View view = bias.view();
        return view.with(view.layout().unsqueeze(-1).unsqueeze(-1).broadcastTo("conv2d", output));
    }

    private static Shape output(String operation, Shape input, Shape weight, Window window, int groups) {
        boolean ranks = (input.rank() == 4 || input.rank() == 3) && weight.rank() == 4;
        if (!ranks || groups < 1 || weight.size(0) % groups != 0 || input.size(-3) != weight.size(1) * groups) {
            throw new ShapeException(("%s: needs input [n, channels, h, w], weight [out, channels / groups, height,"
                    + " width] and groups that divide both: input %s, weight %s, groups %d").formatted(operation, input,
                            weight, groups));
        }
        if (weight.size(2) != window.height().size() || weight.size(3) != window.width().size()) {
            throw new ShapeException("%s: the window must have the weight's size: window %d×%d, weight %s".formatted(
                    operation, window.height().size(), window.width().size(), weight));
        }
        return window.positions(operation, input).with(-3, weight.size(0));
    }

    private static void checkBias(Shape weight, Optional<Shape> bias) {
        if (bias.isPresent() && !bias.get().equals(Shape.of(weight.size(0)))) {
            throw new ShapeException("conv2d: needs one bias for each output channel: weight %s, bias %s".formatted(
                    weight, bias.get()));
        }
    }

    private static void checkUpstream(String operation, Shape upstream, Shape output) {
        if (!upstream.equals(output)) {
            throw new ShapeException("%s: the gradient of an output %s has shape %s".formatted(operation, output,
                    upstream));
        }
    }
}

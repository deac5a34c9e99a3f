package dev.culebra.nn.autograd;

import dev.culebra.engine.Tensor;
import dev.culebra.engine.Window;

/**
 * Products of a {@link Variable} with weights, windows of it, and the cross-entropy. Values, shapes and errors are those of
 * {@link dev.culebra.engine.Products} and {@link dev.culebra.engine.Windows}.
 *
 * <pre>{@code
 * Variable h = images.conv2d(filters, bias, Window.of(3).padding(1), 1).relu().maxPool2d(Window.of(2).stride(2));
 * Variable logits = h.flatten(1, -1).linear(weight, scores);
 * }</pre>
 */
public sealed interface DifferentiableProducts permits Variable {
    private Variable self() {
        return (Variable) this;
    }

    /** Matrix product of the last two axes; batches broadcast. */
    default Variable matmul(Variable rhs) {
        return Variable.of(new Op.MatMul(), self(), rhs);
    }

    /**
     * {@code this · weightᵀ}: {@code […, in]} → {@code […, out]}.
     *
     * @param weight {@code [out, in]}
     */
    default Variable linear(Variable weight) {
        return Variable.of(new Op.Linear(), self(), weight);
    }

    /**
     * {@code this · weightᵀ + bias}: {@code […, in]} → {@code […, out]}.
     *
     * @param weight {@code [out, in]}
     * @param bias {@code [out]}
     */
    default Variable linear(Variable weight, Variable bias) {
        return Variable.of(new Op.Linear(), self(), weight, bias);
    }

    /**
     * Two-dimensional convolution without bias: {@code [n, channels, h, w]} → {@code [n, out, rows, columns]}.
     *
     * @param weight {@code [out, channels / groups, height, width]}
     */
    default Variable conv2d(Variable weight, Window window, int groups) {
        return Convolution.of(self(), window, groups, weight);
    }

    /**
     * Two-dimensional convolution: {@code [n, channels, h, w]} → {@code [n, out, rows, columns]}.
     *
     * @param weight {@code [out, channels / groups, height, width]}
     * @param bias {@code [out]}
     */
    default Variable conv2d(Variable weight, Variable bias, Window window, int groups) {
        return Convolution.of(self(), window, groups, weight, bias);
    }

    /** The largest of each window; the first of equal ones gets the gradient. */
    default Variable maxPool2d(Window window) {
        return Variable.of(new Op.MaxPool2d(window), self());
    }

    /** The mean of each window; padding counts, as zeros. */
    default Variable avgPool2d(Window window) {
        return Variable.of(new Op.AvgPool2d(window), self());
    }

    /**
     * Mean cross-entropy of these logits {@code [n, classes]}: {@code −log softmax(logits)[label]}, a scalar.
     *
     * @param labels I64 {@code [n]}, each in {@code [0, classes)}
     * @throws IndexOutOfBoundsException if a label is not
     */
    default Variable crossEntropy(Tensor labels) {
        return Variable.of(new Op.CrossEntropy(), self(), Variable.constant(labels));
    }
}

package dev.culebra.nn.autograd;

import dev.culebra.engine.Tensor;
import dev.culebra.engine.Window;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Products of a {@link Variable} with weights, windows of it, normalisation and the cross-entropy. Values, shapes and errors are those of
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
     * {@code (x − mean) / √(variance + epsilon) · scale + shift}, with this variable's own mean and variance along some axes.
     *
     * @param scale broadcasts to this shape
     * @param shift of the scale's shape
     * @param epsilon ≥ 0, added to the variance
     */
    default NormalizedVariable normalize(Variable scale, Variable shift, double epsilon, int... axes) {
        return NormalizeRule.of(new Op.Normalize(epsilon, Variable.list(axes)), self(), scale, shift);
    }

    /**
     * Mean cross-entropy of these logits {@code [n, classes]}: {@code −log softmax(logits)[label]}, a scalar.
     *
     * @param labels I64 {@code [n]}, each in {@code [0, classes)}
     * @throws IndexOutOfBoundsException if a label is not; on a card it is thrown by the next call that waits for the card
     */
    default Variable crossEntropy(Tensor labels) {
        return Variable.of(Op.CrossEntropy.PLAIN, self(), Variable.constant(labels));
    }

    /**
     * Cross-entropy of these logits {@code [n, classes]} with all that {@link dev.culebra.engine.ClassTargets} describes.
     *
     * @param labels I64 {@code [n]}, each in {@code [0, classes)} or ignored
     * @param weights of the classes, {@code [classes]}; empty if all count alike
     * @param smoothing share of the target that is spread evenly over all classes, in [0, 1]
     * @param ignored a label whose rows do not count
     * @param reduction MEAN divides by the sum of the weights of the labels
     * @return {@code [n]} for NONE, else a scalar
     * @throws IndexOutOfBoundsException as {@link #crossEntropy(Tensor)}
     */
    default Variable crossEntropy(Tensor labels, Optional<Tensor> weights, double smoothing, OptionalLong ignored,
            LossReduction reduction) {
        Op op = new Op.CrossEntropy(smoothing, ignored, reduction);
        Variable targets = Variable.constant(labels);
        return weights.isPresent()
                ? Variable.of(op, self(), targets, Variable.constant(weights.get()))
                : Variable.of(op, self(), targets);
    }
}

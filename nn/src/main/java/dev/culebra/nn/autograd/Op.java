package dev.culebra.nn.autograd;

import dev.culebra.engine.Reduction;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Window;
import dev.culebra.engine.expr.Expr;
import java.util.List;
import java.util.OptionalLong;

/**
 * An operation that can be differentiated. {@link Rules} says, for each, how it is computed, what the backward pass needs
 * of it, and its gradients; a new operation is a record here and a line in each of Rules' three tables, and does not
 * compile until they are there.
 */
sealed interface Op {
    /** {@code f} of inputs 0, 1, …, which broadcast. */
    record Map(Expr f) implements Op {}

    /** {@code f} of inputs 0, 1, …, which broadcast, with given derivatives in place of the derived ones. */
    record MapAs(Expr f, List<Expr> partials) implements Op {}

    /** Sum, maximum or minimum over some axes; none for all. */
    record Reduce(Reduction reduction, boolean keepAxes, List<Integer> axes) implements Op {}

    /** Variance over some axes; none for all. */
    record Var(double correction, boolean keepAxes, List<Integer> axes) implements Op {}

    /** {@code log Σ exp} over some axes; none for all. */
    record LogSumExp(boolean keepAxes, List<Integer> axes) implements Op {}

    /** {@code lhs […, m, k] · rhs […, k, n]}, batches broadcast. */
    record MatMul() implements Op {}

    /** {@code x […, in] · weightᵀ + bias} for a weight {@code [out, in]} and, if there is one, a bias {@code [out]}. */
    record Linear() implements Op {}

    /** The same elements under another shape. */
    record Reshape(Shape shape) implements Op {}

    /** Axes in another order. */
    record Permute(List<Integer> axes) implements Op {}

    /** Elements {@code from} to {@code to} of one axis. */
    record Slice(int axis, long from, long to) implements Op {}

    /** Axes of size 1 repeated, axes added in front. */
    record Broadcast(Shape shape) implements Op {}

    /** All inputs one after the other along an axis. */
    record Concat(int axis) implements Op {}

    /** Slices of input 0 along an axis by input 1, an I64 index {@code [n]}. */
    record IndexSelect(int axis) implements Op {}

    /** Elements of input 0 along an axis by input 1, an I64 index of the same rank. */
    record Gather(int axis) implements Op {}

    /** Rows of input 0, {@code [n, d]}, by input 1, an I64 index of any shape. */
    record Embedding() implements Op {}

    /** Convolution of {@code [n, channels, h, w]} by a weight {@code [out, channels / groups, …]} and perhaps a bias {@code [out]}. */
    record Conv2d(Window window, int groups) implements Op {}

    /** The largest of each window of the last two axes. */
    record MaxPool2d(Window window) implements Op {}

    /** The mean of each window of the last two axes. */
    record AvgPool2d(Window window) implements Op {}

    /** Softmax along an axis. */
    record Softmax(int axis) implements Op {}

    /** Logarithm of the softmax along an axis. */
    record LogSoftmax(int axis) implements Op {}

    /**
     * Cross-entropy of logits {@code [n, classes]}, input 0, labels {@code [n]}, input 1, and perhaps weights of the classes,
     * input 2.
     */
    record CrossEntropy(double smoothing, OptionalLong ignored, LossReduction reduction) implements Op {
        static final CrossEntropy PLAIN = new CrossEntropy(0, OptionalLong.empty(), LossReduction.MEAN);
    }

    /**
     * Input 0 normalised along some axes, times a scale, input 1, plus a shift, input 2. Its mean and variance along those
     * axes come as inputs 3 and 4.
     */
    record Normalize(double epsilon, List<Integer> axes) implements Op {}
}

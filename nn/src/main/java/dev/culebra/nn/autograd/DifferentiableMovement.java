package dev.culebra.nn.autograd;

import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import java.util.Arrays;

/**
 * Other shapes for the elements of a {@link Variable}, and parts of it. Values, shapes and errors are those of
 * {@link dev.culebra.engine.Movement} and {@link dev.culebra.engine.Indexing}.
 *
 * <pre>{@code
 * Variable heads = x.reshape(n, t, 8, 64).transpose(1, 2); // [n, 8, t, 64]
 * }</pre>
 */
public sealed interface DifferentiableMovement permits Variable {
    private Variable self() {
        return (Variable) this;
    }

    /** The same elements under another shape. */
    default Variable reshape(Shape shape) {
        return Variable.of(new Op.Reshape(shape), self());
    }

    /** The same elements under another shape; one size may be −1 and is then computed. */
    default Variable reshape(long... sizes) {
        return reshape(self().shape().reshape(sizes));
    }

    /** All elements along one axis. */
    default Variable flatten() {
        return reshape(Shape.of(self().shape().elements()));
    }

    /** Axes {@code first} to {@code last} as one. */
    default Variable flatten(int first, int last) {
        return reshape(self().shape().flatten(first, last));
    }

    /** A new axis of size 1 before axis {@code axis}; rank appends one. */
    default Variable unsqueeze(int axis) {
        return reshape(self().value().layout().unsqueeze(axis).shape());
    }

    /** Without an axis of size 1. */
    default Variable squeeze(int axis) {
        return reshape(self().value().layout().squeeze(axis).shape());
    }

    /** Two axes swapped. */
    default Variable transpose(int first, int second) {
        Shape shape = self().shape();
        int[] axes = new int[shape.rank()];
        Arrays.setAll(axes, i -> i);
        axes[shape.axis("transpose", first)] = shape.axis("transpose", second);
        axes[shape.axis("transpose", second)] = shape.axis("transpose", first);
        return permute(axes);
    }

    /** Axes in another order. */
    default Variable permute(int... axes) {
        return Variable.of(new Op.Permute(Variable.list(axes)), self());
    }

    /** Elements {@code from} to {@code to} of one axis. */
    default Variable slice(int axis, long from, long to) {
        return Variable.of(new Op.Slice(axis, from, to), self());
    }

    /** Axes of size 1 repeated, axes added in front. */
    default Variable broadcastTo(Shape shape) {
        return Variable.of(new Op.Broadcast(shape), self());
    }

    /** Axes of size 1 repeated, axes added in front, to these sizes; −1 leaves one as it is. */
    default Variable expand(long... sizes) {
        return broadcastTo(self().shape().expand(sizes));
    }

    /** Elements along an axis by an I64 index of this rank; an index that comes twice gets both gradients. */
    default Variable gather(int axis, Tensor index) {
        return Variable.of(new Op.Gather(axis), self(), Variable.constant(index));
    }

    /** Rows of this table {@code [n, d]} for an I64 index of any shape; a row that comes twice gets both gradients. */
    default Variable embedding(Tensor index) {
        return Variable.of(new Op.Embedding(), self(), Variable.constant(index));
    }

    /** Slices along an axis by an I64 index {@code [n]}; an index that comes twice gets both gradients. */
    default Variable indexSelect(int axis, Tensor index) {
        return Variable.of(new Op.IndexSelect(axis), self(), Variable.constant(index));
    }
}

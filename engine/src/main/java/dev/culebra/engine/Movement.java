package dev.culebra.engine;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;

/**
 * Other shapes, layouts, types and places for the same elements. Methods that say <em>view</em> share the storage and move
 * no data; the others copy.
 *
 * <pre>{@code
 * Tensor batch = images.reshape(64, 784);       // a view
 * Tensor columns = batch.transpose();           // a view [784, 64]
 * Tensor pixels = batch.contiguous();           // a view if they lie so already, else a copy
 * }</pre>
 */
public sealed interface Movement permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * The same elements in the same order under another shape: a view where strides can express it, else a copy.
     *
     * @param sizes of the new axes; one may be −1 and is then computed
     * @throws ShapeException if the numbers of elements differ
     */
    default Tensor reshape(long... sizes) {
        return reshape(self().shape().reshape(sizes));
    }

    /**
     * The same elements in the same order under another shape: a view where strides can express it, else a copy.
     *
     * @throws ShapeException if the numbers of elements differ
     */
    default Tensor reshape(Shape shape) {
        Tensor self = self();
        return self.layout().reshape(shape).map(self::viewed).orElseGet(() -> Tensor.filled(shape, self.dtype(), self
                .device(),
                out -> self.device().backend().copy(self.view(), out.with(Layout.contiguous(self.shape()))), self));
    }

    /** All elements along one axis: a view where strides can express it, else a copy. */
    default Tensor flatten() {
        return reshape(Shape.of(self().shape().elements()));
    }

    /**
     * Some neighbouring axes as one: a view where strides can express it, else a copy.
     *
     * <pre>{@code
     * images.flatten(1, -1); // [64, 1, 28, 28] → [64, 784]
     * }</pre>
     *
     * @param first the first of the axes
     * @param last the last of the axes
     * @throws ShapeException if an axis does not exist or {@code first} comes after {@code last}
     */
    default Tensor flatten(int first, int last) {
        return reshape(self().shape().flatten(first, last));
    }

    /**
     * A view with the axes in another order: axis {@code i} of the result is axis {@code axes[i]} of this tensor.
     *
     * @throws ShapeException if {@code axes} is not a permutation of the axes
     */
    default Tensor permute(int... axes) {
        return self().viewed(self().layout().permute(axes));
    }

    /**
     * A view with the last two axes swapped: {@code […, m, n]} → {@code […, n, m]}.
     *
     * @throws ShapeException if the rank is less than 2
     */
    default Tensor transpose() {
        int rank = self().shape().rank();
        if (rank < 2) {
            throw new ShapeException("transpose: needs rank ≥ 2, got shape " + self().shape());
        }
        return transpose(rank - 2, rank - 1);
    }

    /**
     * A view with two axes swapped.
     *
     * @throws ShapeException if an axis does not exist
     */
    default Tensor transpose(int first, int second) {
        Shape shape = self().shape();
        int[] axes = new int[shape.rank()];
        Arrays.setAll(axes, i -> i);
        int a = shape.axis("transpose", first);
        int b = shape.axis("transpose", second);
        axes[a] = b;
        axes[b] = a;
        return permute(axes);
    }

    /**
     * A view of elements {@code from} (inclusive) to {@code to} (exclusive) of one axis.
     *
     * @throws ShapeException if the axis does not exist or not {@code 0 ≤ from ≤ to ≤ size}
     */
    default Tensor slice(int axis, long from, long to) {
        return self().viewed(self().layout().slice("slice", axis, from, to));
    }

    /**
     * A view of one index of an axis; the axis disappears.
     *
     * @throws ShapeException if the axis does not exist or the index lies outside it
     */
    default Tensor select(int axis, long index) {
        return self().viewed(self().layout().select(axis, index));
    }

    /**
     * A view with a new axis of size 1 before axis {@code axis}; rank appends one.
     *
     * @throws ShapeException if {@code axis} is not in [−rank − 1, rank]
     */
    default Tensor unsqueeze(int axis) {
        return self().viewed(self().layout().unsqueeze(axis));
    }

    /**
     * A view without an axis of size 1.
     *
     * @throws ShapeException if the axis does not exist or its size is not 1
     */
    default Tensor squeeze(int axis) {
        return self().viewed(self().layout().squeeze(axis));
    }

    /**
     * A view that repeats axes of size 1, and adds axes in front, until the shape is {@code target}.
     *
     * @throws ShapeException if this shape does not broadcast to {@code target}
     */
    default Tensor broadcastTo(Shape target) {
        return self().viewed(self().layout().broadcastTo("broadcastTo", target));
    }

    /**
     * As {@link #broadcastTo}.
     *
     * @param sizes of the axes; −1 leaves one as it is
     * @throws ShapeException if this shape does not broadcast to them
     */
    default Tensor expand(long... sizes) {
        return broadcastTo(self().shape().expand(sizes));
    }

    /** A copy, row-major without gaps. */
    default Tensor copy() {
        return converted(self().dtype());
    }

    /** This tensor's elements in row-major order without gaps: a view if they lie so already, else a copy. */
    default Tensor contiguous() {
        return self().layout().isContiguous() ? self().share() : copy();
    }

    /**
     * The elements as another type; a view if it is this one. Floating to integer truncates toward zero and saturates
     * (NaN to 0), integer to a narrower integer keeps the low bits, and anything to BOOL is true where it is not 0.
     */
    default Tensor to(DType dtype) {
        return dtype == self().dtype() ? self().share() : converted(dtype);
    }

    private Tensor converted(DType dtype) {
        Tensor self = self();
        View view = self.view();
        return Tensor.filled(self.shape(), dtype, self.device(), out -> self.device().backend().copy(view, out), self);
    }

    /** The elements on another device; a view if it is this one. */
    default Tensor to(Device device) {
        Tensor self = self();
        if (device == self.device()) {
            return self.share();
        }
        return Transfer.copy(self, device);
    }

    /**
     * Copies another tensor's elements, converted to this dtype, into this tensor, where every view of it sees them.
     *
     * @param source broadcasts to this shape; may share this tensor's storage in any way
     * @return this tensor
     * @throws ShapeException if it does not, or if this tensor is a broadcast view, which has no element of its own to set
     */
    default Tensor set(Tensor source) {
        Tensor self = self();
        Device device = Operands.device("set", self, source);
        View out = self.view();
        InPlace.checkWritable("set", out);
        View from = source.view();
        from.layout().broadcastTo("set", out.shape());
        try (InPlace safe = new InPlace(out)) {
            View separate = safe.distinct(from);
            device.backend().copy(separate.with(separate.layout().broadcastTo("set", out.shape())), out);
        } finally {
            Reference.reachabilityFence(List.of(self, source));
        }
        return self;
    }
}

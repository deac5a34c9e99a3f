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
 * Tensor digits = table.indexSelect(0, labels); // a copy of rows
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
        return reshape(inferred(self().shape(), sizes));
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

    private static Shape inferred(Shape from, long[] sizes) {
        int unknown = -1;
        long known = 1;
        for (int axis = 0; axis < sizes.length; axis++) {
            if (sizes[axis] != -1) {
                known *= sizes[axis];
            } else if (unknown >= 0) {
                throw new ShapeException("reshape: only one size may be -1, got " + Arrays.toString(sizes));
            } else {
                unknown = axis;
            }
        }
        if (unknown < 0) {
            return Shape.of(sizes);
        }
        if (known <= 0 || from.elements() % known != 0) {
            throw new ShapeException("reshape: %d elements of %s do not fill %s".formatted(from.elements(), from, Arrays
                    .toString(sizes)));
        }
        long[] complete = sizes.clone();
        complete[unknown] = from.elements() / known;
        return Shape.of(complete);
    }

    /** A view of all elements along one axis. */
    default Tensor flatten() {
        return reshape(Shape.of(self().shape().elements()));
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
     * Takes elements along an axis by index: {@code result[…, i, …] = this[…, index[…, i, …], …]}.
     *
     * @param index I64, same shape as this tensor except along {@code axis}
     * @throws ShapeException if the shapes do not fit
     * @throws IndexOutOfBoundsException if an index lies outside the axis; on a card it is thrown by the next call that waits
     *     for the card
     */
    default Tensor gather(int axis, Tensor index) {
        Tensor self = self();
        int a = self.shape().axis("gather", axis);
        Operands.index("gather", index);
        if (!self.shape().equalsBeside(a, index.shape())) {
            throw new ShapeException("gather: shapes differ beside axis %d: source %s, index %s".formatted(a, self
                    .shape(), index.shape()));
        }
        return gathered("gather", a, index.view(), index);
    }

    /**
     * Takes whole slices along an axis by index, as rows of a table: {@code [n, d]} and index {@code [b]} along axis 0 give
     * {@code [b, d]}.
     *
     * @param index I64 of rank 1
     * @throws ShapeException if the index is not of rank 1 or the axis does not exist
     * @throws IndexOutOfBoundsException if an index lies outside the axis; on a card it is thrown by the next call that waits
     *     for the card
     */
    default Tensor indexSelect(int axis, Tensor index) {
        int a = self().shape().axis("indexSelect", axis);
        return gathered("indexSelect", a, IndexLayout.alongAxis("indexSelect", self().shape(), a, index), index);
    }

    private Tensor gathered(String operation, int axis, View index, Tensor owner) {
        Tensor self = self();
        Device device = Operands.device(operation, self, owner);
        View source = self.view();
        return Tensor.filled(index.shape(), self.dtype(), device, out -> device.backend().gather(source, index, axis,
                out), self, owner);
    }

    /**
     * Adds slices along an axis by index into this tensor: {@code this[…, index[i], …] += source[…, i, …]}; where an index
     * comes twice, both are added.
     *
     * @param index I64 of rank 1, as long as {@code source} is along the axis
     * @param source this tensor's dtype; same shape except along {@code axis}
     * @return this tensor
     * @throws ShapeException if the shapes do not fit
     * @throws DTypeException if the dtypes differ, or this one is U8 or BOOL
     * @throws IndexOutOfBoundsException if an index lies outside the axis; nothing is added then. On a card it is thrown by
     *     the next call that waits for the card, and the other slices are added
     */
    default Tensor indexAdd(int axis, Tensor index, Tensor source) {
        Tensor self = self();
        int a = self.shape().axis("indexAdd", axis);
        Device device = Operands.device("indexAdd", self, index, source);
        Operands.summable("indexAdd", self);
        Operands.dtype("indexAdd", self, source);
        InPlace.checkWritable("indexAdd", self.view());
        View along = IndexLayout.alongAxis("indexAdd", self.shape(), a, index);
        if (!along.shape().equals(source.shape())) {
            throw new ShapeException("indexAdd: source must have shape %s, got %s".formatted(along.shape(), source
                    .shape()));
        }
        View out = self.view();
        try (InPlace safe = new InPlace(out)) {
            device.backend().scatterAdd(safe.distinct(source.view()), safe.distinct(along), a, out);
        } finally {
            Reference.reachabilityFence(List.of(self, index, source));
        }
        return self;
    }

    /**
     * Adds elements along an axis by index into this tensor: {@code this[…, index[…, i, …], …] += source[…, i, …]}; where an
     * index comes twice, both are added.
     *
     * @param index I64 of the source's shape
     * @param source this tensor's dtype; same shape except along {@code axis}
     * @return this tensor
     * @throws ShapeException if the shapes do not fit
     * @throws IndexOutOfBoundsException if an index lies outside the axis; nothing is added then. On a card it is thrown by
     *     the next call that waits for the card, and the other slices are added
     */
    default Tensor scatterAdd(int axis, Tensor index, Tensor source) {
        Tensor self = self();
        int a = self.shape().axis("scatterAdd", axis);
        Operands.index("scatterAdd", index);
        if (!self.shape().equalsBeside(a, source.shape()) || !index.shape().equals(source.shape())) {
            throw new ShapeException("scatterAdd: index and source must have one shape, this one beside axis %d: "
                    .formatted(a)
                    + "this %s, index %s, source %s".formatted(self.shape(), index.shape(), source
                            .shape()));
        }
        Operands.dtype("scatterAdd", self, source);
        Device device = Operands.device("scatterAdd", self, index, source);
        device.backend().scatterAdd(source.view(), index.view(), a, self.view());
        return self;
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

package dev.culebra.engine;

import java.util.Arrays;
import java.util.Optional;

/**
 * How a tensor looks at its storage: the element at index {@code [i, j, …]} stands at
 * {@code offset + i·stride(0) + j·stride(1) + …}, all counted in elements. Reshape, permutation, slices and broadcasts
 * are arithmetic on layouts and move no data. Immutable.
 *
 * <pre>{@code
 * Layout rows = Layout.contiguous(Shape.of(2, 3)); // strides [3, 1]
 * rows.permute(1, 0);                              // shape [3, 2], strides [1, 3]
 * rows.slice("slice", 1, 1, 3);                    // shape [2, 2], strides [3, 1], offset 1
 * rows.broadcastTo("add", Shape.of(5, 2, 3));      // strides [0, 3, 1]
 * }</pre>
 */
public final class Layout {
    private final Shape shape;
    private final long[] strides;
    private final long offset;
    private final boolean contiguous;
    /** Computed when it is first asked for; −1 before. */
    private long extent = -1;

    private Layout(Shape shape, long[] strides, long offset) {
        this.shape = shape;
        this.strides = strides;
        this.offset = shape.elements() == 0 ? 0 : offset; // nothing is reached: a slice of nothing lies nowhere
        this.contiguous = isRowMajor(shape, strides);
    }

    /** Row-major without gaps, from the storage's first element. */
    public static Layout contiguous(Shape shape) {
        Layout known = shape.contiguous;
        if (known == null) {
            known = contiguous(shape, 0);
            shape.contiguous = known;
        }
        return known;
    }

    private static Layout contiguous(Shape shape, long offset) {
        long[] strides = new long[shape.rank()];
        long stride = 1;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= Math.max(1, shape.size(axis));
        }
        return new Layout(shape, strides, offset);
    }

    /**
     * @param strides in elements, one for each axis; 0 repeats
     * @param offset of the first element, in elements
     * @throws ShapeException if there is not one stride for each axis, a stride or the offset is negative, or the last
     *     element lies beyond 2^63 − 1
     */
    public static Layout of(Shape shape, long[] strides, long offset) {
        if (strides.length != shape.rank() || offset < 0 || Arrays.stream(strides).anyMatch(s -> s < 0)) {
            throw new ShapeException("layout: needs %d strides ≥ 0 and an offset ≥ 0 for shape %s, got %s and %d"
                    .formatted(shape.rank(), shape, Arrays.toString(strides), offset));
        }
        Layout layout = new Layout(shape, strides.clone(), offset);
        try {
            layout.extent();
        } catch (ArithmeticException overflow) {
            throw new ShapeException("layout: the last element of %s lies beyond 2^63 - 1".formatted(layout));
        }
        return layout;
    }

    private static boolean isRowMajor(Shape shape, long[] strides) {
        long expected = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            long size = shape.size(axis);
            if (size != 1) {
                if (strides[axis] != expected && shape.elements() != 0) {
                    return false;
                }
                expected *= size;
            }
        }
        return true;
    }

    /** Sizes of the axes. */
    public Shape shape() {
        return shape;
    }

    /** Distance between neighbours along an axis, in elements; {@code axis} from 0 to rank − 1. */
    public long stride(int axis) {
        return strides[axis];
    }

    /** A copy of the strides, in elements. */
    public long[] strides() {
        return strides.clone();
    }

    /** Position of the first element, in elements; 0 where there is none. */
    public long offset() {
        return offset;
    }

    /** Whether the elements lie in row-major order without gaps, wherever they begin. */
    public boolean isContiguous() {
        return contiguous;
    }

    /** Elements that the storage must hold for this layout: one past the last one reached, 0 where there is none. */
    public long extent() {
        long known = extent;
        if (known < 0) {
            known = computeExtent();
            extent = known;
        }
        return known;
    }

    private long computeExtent() {
        if (shape.elements() == 0) {
            return 0;
        }
        if (contiguous) {
            return Math.addExact(offset, shape.elements());
        }
        long last = offset;
        for (int axis = 0; axis < strides.length; axis++) {
            last = Math.addExact(last, Math.multiplyExact(shape.size(axis) - 1, strides[axis]));
        }
        return Math.addExact(last, 1);
    }

    /**
     * Axes in another order: axis {@code i} of the result is axis {@code axes[i]} of this layout.
     *
     * @throws ShapeException if {@code axes} is not a permutation of the axes
     */
    public Layout permute(int... axes) {
        int rank = shape.rank();
        if (axes.length != rank) {
            throw new ShapeException("permute: needs every axis once: axes %s for shape %s".formatted(
                    Arrays.toString(axes), shape));
        }
        boolean[] seen = new boolean[rank];
        long[] sizes = new long[rank];
        long[] permuted = new long[rank];
        for (int i = 0; i < rank; i++) {
            int axis = shape.axis("permute", axes[i]);
            if (seen[axis]) {
                throw new ShapeException("permute: axis %d is named twice in %s for shape %s".formatted(axis,
                        Arrays.toString(axes), shape));
            }
            seen[axis] = true;
            sizes[i] = shape.size(axis);
            permuted[i] = strides[axis];
        }
        return new Layout(Shape.wrap(sizes), permuted, offset);
    }

    /**
     * Elements {@code from} (inclusive) to {@code to} (exclusive) of one axis.
     *
     * @throws ShapeException if the axis does not exist or not {@code 0 ≤ from ≤ to ≤ size}
     */
    public Layout slice(String operation, int axis, long from, long to) {
        int a = shape.axis(operation, axis);
        if (from < 0 || from > to || to > shape.size(a)) {
            throw new ShapeException("%s: range [%d, %d) does not lie in axis %d of shape %s".formatted(operation, from,
                    to, a, shape));
        }
        return new Layout(shape.with(a, to - from), strides, offset + from * strides[a]);
    }

    /**
     * One index of an axis; the axis disappears.
     *
     * @throws ShapeException if the axis does not exist or the index lies outside it
     */
    public Layout select(int axis, long index) {
        int a = shape.axis("select", axis);
        if (index < 0 || index >= shape.size(a)) {
            throw new ShapeException("select: index %d does not lie in axis %d of shape %s".formatted(index, a, shape));
        }
        return new Layout(Shape.wrap(without(shape.toArray(), a)), without(strides, a), offset + index * strides[a]);
    }

    /**
     * A new axis of size 1 before axis {@code axis}; rank appends one.
     *
     * @throws ShapeException if {@code axis} is not in [−rank − 1, rank]
     */
    public Layout unsqueeze(int axis) {
        int rank = shape.rank();
        if (axis < -rank - 1 || axis > rank) {
            throw new ShapeException("unsqueeze: axis %d is out of range [%d, %d] for shape %s".formatted(axis,
                    -rank - 1, rank, shape));
        }
        int a = axis < 0 ? axis + rank + 1 : axis;
        return new Layout(Shape.wrap(with(shape.toArray(), a, 1)), with(strides, a, 0), offset);
    }

    /**
     * Without an axis of size 1.
     *
     * @throws ShapeException if the axis does not exist or its size is not 1
     */
    public Layout squeeze(int axis) {
        int a = shape.axis("squeeze", axis);
        if (shape.size(a) != 1) {
            throw new ShapeException("squeeze: axis %d has size %d, not 1, in shape %s".formatted(a, shape.size(a),
                    shape));
        }
        return select(a, 0);
    }

    /**
     * Repeats axes of size 1, and adds axes in front, until the shape is {@code target}; repeated axes have stride 0.
     *
     * @throws ShapeException if this shape does not broadcast to {@code target}
     */
    public Layout broadcastTo(String operation, Shape target) {
        if (shape.equals(target)) {
            return this;
        }
        int added = target.rank() - shape.rank();
        boolean fits = added >= 0;
        long[] repeated = new long[target.rank()];
        for (int axis = Math.max(added, 0); fits && axis < target.rank(); axis++) {
            long size = shape.size(axis - added);
            fits = size == target.size(axis) || size == 1;
            repeated[axis] = size == target.size(axis) ? strides[axis - added] : 0;
        }
        if (!fits) {
            throw new ShapeException("%s: shape %s does not broadcast to %s".formatted(operation, shape, target));
        }
        return new Layout(target, repeated, offset);
    }

    /**
     * The same elements in the same order under another shape, if strides can express it.
     *
     * @return empty if only a copy could have this shape
     * @throws ShapeException if the numbers of elements differ
     */
    public Optional<Layout> reshape(Shape target) {
        if (target.elements() != shape.elements()) {
            throw new ShapeException("reshape: number of elements differs (%d ≠ %d): from %s to %s".formatted(
                    shape.elements(), target.elements(), shape, target));
        }
        if (contiguous) {
            return Optional.of(contiguous(target, offset));
        }
        return Reshape.strides(this, target).map(found -> new Layout(target, found, offset));
    }

    private static long[] without(long[] values, int index) {
        long[] kept = new long[values.length - 1];
        System.arraycopy(values, 0, kept, 0, index);
        System.arraycopy(values, index + 1, kept, index, kept.length - index);
        return kept;
    }

    private static long[] with(long[] values, int index, long value) {
        long[] more = new long[values.length + 1];
        System.arraycopy(values, 0, more, 0, index);
        more[index] = value;
        System.arraycopy(values, index, more, index + 1, values.length - index);
        return more;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Layout layout && offset == layout.offset && shape.equals(layout.shape)
                && Arrays.equals(strides, layout.strides);
    }

    @Override
    public int hashCode() {
        return (31 * shape.hashCode() + Arrays.hashCode(strides)) * 31 + Long.hashCode(offset);
    }

    /** As in {@code [3, 2] strides [1, 3] offset 0}. */
    @Override
    public String toString() {
        return shape + " strides " + Arrays.toString(strides) + " offset " + offset;
    }
}

package dev.culebra.engine.cuda;

import dev.culebra.cuda.KernelArguments;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A shape as {@code [batch, groups, size]}, where what has a mean and a variance of its own is a group: axes {@code from} to
 * {@code to}. Axes of size 1 may lie anywhere.
 */
record Grouping(Shape shape, long batch, long groups, long size, int from, int to) {
    /** Rows of columns that one block takes. */
    static final long COLUMN_CHUNK = 128;

    private static final long CHUNK = 4096;
    private static final long INDEXABLE = 1L << 31;

    /**
     * @param moments the shape with size 1 along the other axes
     * @return empty if the groups' axes do not lie side by side, or a group is larger than a kernel can index
     */
    static Optional<Grouping> of(Shape shape, Shape moments) {
        int from = 0;
        int to = 0;
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (moments.size(axis) != 1 && shape.size(axis) != 1) {
                from = to == 0 ? axis : from;
                to = axis + 1;
            }
        }
        Grouping grouping = new Grouping(shape, product(shape, 0, from), product(shape, from, to), product(shape, to,
                shape.rank()), from, to);
        boolean expressible = shape.elements() != 0 && grouping.groups == moments.elements() && grouping.batch
                * grouping.size < INDEXABLE;
        return expressible ? Optional.of(grouping) : Optional.empty();
    }

    private static long product(Shape shape, int from, int to) {
        long product = 1;
        for (int axis = from; axis < to; axis++) {
            product *= shape.size(axis);
        }
        return product;
    }

    /** Number of elements of a group. */
    long count() {
        return batch * size;
    }

    /** Whether neighbours belong to different groups, so that threads go down columns. */
    boolean isColumns() {
        return size == 1 && batch > 1;
    }

    /** Elements of a group that one block takes. Depends on the shape alone, and with it the order of additions. */
    long length() {
        return isColumns() ? COLUMN_CHUNK : CHUNK;
    }

    /** Runs of {@link #length} elements in a group. */
    long chunks() {
        return Math.ceilDiv(count(), length());
    }

    /** Whether a layout of this shape has one stride from group to group and one from place to place. */
    boolean strides(Layout layout) {
        return stride(layout, from, to).isPresent() && stride(layout, to, shape.rank()).isPresent();
    }

    /** Adds the strides from group to group and from place to place. */
    void addStrides(Layout layout, KernelArguments arguments) {
        arguments.int64(stride(layout, from, to).orElseThrow()).int64(stride(layout, to, shape.rank()).orElseThrow());
    }

    /** Whether another shape has this one's places, and size 1 along the groups' axes. */
    boolean isOfPlaces(Shape other) {
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (other.size(axis) != (axis < to ? 1 : shape.size(axis))) {
                return false;
            }
        }
        return true;
    }

    /** A number for each group, for each element. */
    View repeated(View statistic) {
        return statistic.with(statistic.layout().broadcastTo("normalize", shape));
    }

    /** The one stride of a run of axes, 0 where it repeats one element; empty if there is none. */
    private static OptionalLong stride(Layout layout, int from, int to) {
        long unit = 0;
        long expected = 0;
        boolean isFirst = true;
        for (int axis = to - 1; axis >= from; axis--) {
            long size = layout.shape().size(axis);
            if (size != 1) {
                unit = isFirst ? layout.stride(axis) : unit;
                expected = isFirst ? unit : expected;
                if (layout.stride(axis) != expected) {
                    return OptionalLong.empty();
                }
                isFirst = false;
                expected *= size;
            }
        }
        return OptionalLong.of(unit);
    }
}

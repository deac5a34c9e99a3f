package dev.culebra.engine;

import java.util.Arrays;

/** A list of indices, repeated over all axes but one, as the gather and scatterAdd verbs take them. */
final class IndexLayout {
    private IndexLayout() {}

    /** The index {@code [b]} as a view of {@code shape} with size b along {@code axis}. */
    static View alongAxis(String operation, Shape shape, int axis, Tensor index) {
        Operands.index(operation, index);
        if (index.shape().rank() != 1) {
            throw new ShapeException(
                    "%s: the index must have rank 1, got shape %s".formatted(operation, index.shape()));
        }
        View view = index.view();
        Layout layout = view.layout();
        for (int after = axis + 1; after < shape.rank(); after++) {
            layout = layout.unsqueeze(layout.shape().rank());
        }
        return view.with(layout.broadcastTo(operation, shape.with(axis, index.shape().size(0))));
    }

    /** The part of a source that an index of this shape covers beside {@code axis}, 0 to rank − 1. */
    static Layout coveredBy(Layout source, int axis, Shape index) {
        boolean covers = source.shape().rank() == index.rank();
        Layout covered = source;
        for (int beside = 0; covers && beside < index.rank(); beside++) {
            if (beside != axis) {
                covers = index.size(beside) <= source.shape().size(beside);
                covered = covers ? covered.slice("gather", beside, 0, index.size(beside)) : covered;
            }
        }
        if (!covers) {
            throw new ShapeException(
                    "gather: the index does not fit beside axis %d: source %s, index %s".formatted(axis,
                            source.shape(), index));
        }
        return covered;
    }

    /** An index's shape with one more axis at the end. */
    static Shape rows(Shape index, long size) {
        long[] sizes = Arrays.copyOf(index.toArray(), index.rank() + 1);
        sizes[index.rank()] = size;
        return Shape.of(sizes);
    }
}

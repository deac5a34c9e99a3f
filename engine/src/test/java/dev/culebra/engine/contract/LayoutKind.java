package dev.culebra.engine.contract;

import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The ways in which a view can look at its storage; each makes a layout of any shape. */
public enum LayoutKind {
    /** Row-major, from the storage's beginning. */
    CONTIGUOUS {
        @Override
        public Layout of(Shape shape) {
            return Layout.contiguous(shape);
        }
    },
    /** Row-major, from a place that no vector is aligned to. */
    UNALIGNED {
        @Override
        public Layout of(Shape shape) {
            return Layout.of(shape, Layout.contiguous(shape).strides(), 3);
        }
    },
    /** Axes stored in reverse order. */
    TRANSPOSED {
        @Override
        public Layout of(Shape shape) {
            return stored(shape, IntStream.range(0, shape.rank()).map(axis -> shape.rank() - 1 - axis).toArray());
        }
    },
    /** The first axis stored innermost. */
    ROTATED {
        @Override
        public Layout of(Shape shape) {
            return stored(shape, IntStream.range(0, shape.rank()).map(axis -> (axis + 1) % shape.rank()).toArray());
        }
    },
    /** The last two axes swapped in storage: a transposed matrix in a batch. */
    SWAPPED {
        @Override
        public Layout of(Shape shape) {
            int[] order = IntStream.range(0, shape.rank()).toArray();
            if (order.length >= 2) {
                order[order.length - 1] = order.length - 2;
                order[order.length - 2] = order.length - 1;
            }
            return stored(shape, order);
        }
    },
    /** A part of each axis of something larger. */
    SLICED {
        @Override
        public Layout of(Shape shape) {
            Layout layout = Layout.contiguous(Shape.of(Arrays.stream(shape.toArray()).map(size -> size + 3).toArray()));
            for (int axis = 0; axis < shape.rank(); axis++) {
                layout = layout.slice("slice", axis, 1, 1 + shape.size(axis));
            }
            return layout;
        }
    },
    /** Every second element. */
    STEPPED {
        @Override
        public Layout of(Shape shape) {
            long[] sizes = Arrays.copyOf(shape.toArray(), shape.rank() + 1);
            sizes[shape.rank()] = 2;
            return Layout.contiguous(Shape.of(sizes)).select(-1, 1);
        }
    },
    /** The first axis repeats one slice. */
    REPEATED_FIRST {
        @Override
        public Layout of(Shape shape) {
            return repeated(shape, axis -> axis == 0);
        }
    },
    /** The last axis repeats one element. */
    REPEATED_LAST {
        @Override
        public Layout of(Shape shape) {
            return repeated(shape, axis -> axis == shape.rank() - 1);
        }
    },
    /** One element everywhere. */
    REPEATED_ALL {
        @Override
        public Layout of(Shape shape) {
            return repeated(shape, _ -> true);
        }
    };

    /** Kinds in which every element has a place of its own, as an output must. */
    public static final List<LayoutKind> FOR_OUTPUT =
            List.of(CONTIGUOUS, UNALIGNED, TRANSPOSED, ROTATED, SWAPPED, SLICED, STEPPED);

    /** A layout of this kind. */
    public abstract Layout of(Shape shape);

    /** A layout of {@code shape} whose axis {@code order[i]} is the i-th outermost in storage. */
    private static Layout stored(Shape shape, int... order) {
        int[] back = new int[order.length];
        long[] sizes = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            back[order[i]] = i;
            sizes[i] = shape.size(order[i]);
        }
        return Layout.contiguous(Shape.of(sizes)).permute(back);
    }

    private static Layout repeated(Shape shape, IntPredicate repeats) {
        Shape once = shape;
        for (int axis = 0; axis < shape.rank(); axis++) {
            once = repeats.test(axis) && shape.size(axis) > 0 ? once.with(axis, 1) : once;
        }
        return Layout.contiguous(once).broadcastTo("repeat", shape);
    }
}

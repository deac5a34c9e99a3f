package dev.culebra.engine;

import java.util.Arrays;

/**
 * A rectangle that slides over the last two axes, as convolutions and pooling use it.
 *
 * <pre>{@code
 * Window.of(3).padding(1);       // 3×3 at every position, edges included
 * Window.of(2).stride(2);        // 2×2, side by side
 * Window.of(5, 1).dilation(2);   // five rows, every second one
 * }</pre>
 *
 * @param height along the last axis but one
 * @param width along the last axis
 */
public record Window(Side height, Side width) {
    /**
     * One side of a window.
     *
     * @param size number of elements, at least 1
     * @param stride distance between neighbouring windows, at least 1
     * @param padding elements added before the first and after the last, at least 0
     * @param dilation distance between neighbouring elements of one window, at least 1
     */
    public record Side(long size, long stride, long padding, long dilation) {
        /**
         * @throws IllegalArgumentException if a number is not as described
         */
        public Side {
            if (size < 1 || stride < 1 || padding < 0 || dilation < 1) {
                throw new IllegalArgumentException(
                        ("window: needs size ≥ 1, stride ≥ 1, padding ≥ 0 and dilation ≥ 1, got %d, %d, %d and %d")
                                .formatted(size, stride, padding, dilation));
            }
        }

        /** Elements from the window's first to its last, both included. */
        public long reach() {
            return dilation * (size - 1) + 1;
        }

        /**
         * Number of windows along an axis.
         *
         * @param operation named in the message
         * @param length of the axis, without padding
         * @throws ShapeException if not even one window fits
         */
        public long positions(String operation, long length) {
            long room = length + 2 * padding - reach();
            if (room < 0) {
                throw new ShapeException("%s: a window of %d does not fit in an axis of %d with padding %d".formatted(
                        operation, reach(), length, padding));
            }
            return room / stride + 1;
        }
    }

    /** A square at every position: stride 1, no padding. */
    public static Window of(long size) {
        return of(size, size);
    }

    /** A rectangle at every position: stride 1, no padding. */
    public static Window of(long height, long width) {
        return new Window(new Side(height, 1, 0, 1), new Side(width, 1, 0, 1));
    }

    /** This window in steps of {@code stride}. */
    public Window stride(long stride) {
        return stride(stride, stride);
    }

    /** This window in steps of {@code rows} and {@code columns}. */
    public Window stride(long rows, long columns) {
        return new Window(new Side(height.size, rows, height.padding, height.dilation),
                new Side(width.size, columns, width.padding, width.dilation));
    }

    /** This window over axes with {@code padding} elements added at each end. */
    public Window padding(long padding) {
        return padding(padding, padding);
    }

    /** This window over axes with {@code rows} and {@code columns} added at each end. */
    public Window padding(long rows, long columns) {
        return new Window(new Side(height.size, height.stride, rows, height.dilation),
                new Side(width.size, width.stride, columns, width.dilation));
    }

    /** This window with its elements {@code dilation} apart. */
    public Window dilation(long dilation) {
        return dilation(dilation, dilation);
    }

    /** This window with its elements {@code rows} and {@code columns} apart. */
    public Window dilation(long rows, long columns) {
        return new Window(new Side(height.size, height.stride, height.padding, rows),
                new Side(width.size, width.stride, width.padding, columns));
    }

    /** Whether no element lies in two windows. */
    public boolean isDisjoint() {
        return height.stride >= height.reach() && width.stride >= width.reach();
    }

    /** Number of elements. */
    public long elements() {
        return height.size * width.size;
    }

    /**
     * What is left of {@code [h, w]} at the end of a shape: the numbers of positions, {@code [rows, columns]}.
     *
     * @param operation named in the message
     * @throws ShapeException if the rank is less than 2 or not even one window fits
     */
    public Shape positions(String operation, Shape shape) {
        if (shape.rank() < 2) {
            throw new ShapeException("%s: needs at least two axes […, h, w], got shape %s".formatted(operation, shape));
        }
        return shape.with(-2, height.positions(operation, shape.size(-2))).with(-1, width.positions(operation, shape
                .size(-1)));
    }

    /**
     * Every window of the last two axes, as a layout of the same elements: {@code […, h, w]} gives {@code […, rows, columns,
     * height, width]}.
     *
     * @throws ShapeException if this window has padding, or does not fit
     */
    public Layout over(Layout layout) {
        if (height.padding != 0 || width.padding != 0) {
            throw new ShapeException("windows: a view has no room for padding; pad first: shape " + layout.shape());
        }
        Shape positions = positions("windows", layout.shape());
        int rank = positions.rank();
        long[] sizes = Arrays.copyOf(positions.toArray(), rank + 2);
        long[] strides = Arrays.copyOf(layout.strides(), rank + 2);
        sizes[rank] = height.size;
        sizes[rank + 1] = width.size;
        strides[rank] = layout.stride(rank - 2) * height.dilation;
        strides[rank + 1] = layout.stride(rank - 1) * width.dilation;
        strides[rank - 2] *= height.stride;
        strides[rank - 1] *= width.stride;
        return Layout.of(Shape.of(sizes), strides, layout.offset());
    }

    /** As in {@code 3×3, stride 2, padding 1}; what is usual is left out, and what is alike named once. */
    @Override
    public String toString() {
        return "%d×%d%s%s%s".formatted(height.size, width.size, named("stride", height.stride, width.stride, 1), named(
                "padding", height.padding, width.padding, 0), named("dilation", height.dilation, width.dilation, 1));
    }

    private static String named(String what, long rows, long columns, long usual) {
        if (rows == columns) {
            return rows == usual ? "" : ", %s %d".formatted(what, rows);
        }
        return ", %s %d×%d".formatted(what, rows, columns);
    }
}

package dev.culebra.engine.cpu.pool;

import dev.culebra.engine.Reduction;
import dev.culebra.engine.Window;
import dev.culebra.engine.Window.Side;

/** Pooling by any window, in plain Java. */
record AnyPools(Side vertical, Side horizontal) {
    static AnyPools of(Window window) {
        return new AnyPools(window.height(), window.width());
    }

    /** The first element of a window at this position that lies within the axis. */
    private static int first(Side side, int position) {
        int outside = (int) (side.padding() - position * side.stride());
        return outside <= 0 ? 0 : Math.ceilDiv(outside, (int) side.dilation());
    }

    /** The end of those elements. */
    private static int last(Side side, int position, int length) {
        long room = length + side.padding() - position * side.stride();
        return room <= 0 ? 0 : (int) Math.min(side.size(), Math.ceilDiv(room, side.dilation()));
    }

    private static int place(Side side, int position, int element) {
        return (int) (position * side.stride() + element * side.dilation() - side.padding());
    }

    void reduce(Reduction reduction, Plane in, long at, Plane out, long outAt) {
        double outside = reduction == Reduction.SUM ? 0 : reduction == Reduction.MAX
                ? Double.NEGATIVE_INFINITY
                : Double.POSITIVE_INFINITY;
        for (int row = 0; row < out.height(); row++) {
            int rowStart = first(vertical, row);
            int rowEnd = last(vertical, row, in.height());
            for (int column = 0; column < out.width(); column++) {
                int columnStart = first(horizontal, column);
                int columnEnd = last(horizontal, column, in.width());
                double result = outside;
                for (int i = rowStart; i < rowEnd; i++) {
                    int y = place(vertical, row, i);
                    for (int j = columnStart; j < columnEnd; j++) {
                        double x = in.get(at, y, place(horizontal, column, j));
                        result = reduction == Reduction.SUM ? result + x : reduction == Reduction.MAX
                                ? Math.max(result, x)
                                : Math.min(result, x);
                    }
                }
                out.set(outAt, row, column, result);
            }
        }
    }

    /** Overwrites the gradient of an image. */
    void spread(Plane in, long at, Plane maxima, long maximaAt, Plane upstream, long upstreamAt, Plane gradient,
            long gradientAt) {
        for (int row = 0; row < gradient.height(); row++) {
            for (int column = 0; column < gradient.width(); column++) {
                gradient.set(gradientAt, row, column, 0);
            }
        }
        for (int row = 0; row < maxima.height(); row++) {
            for (int column = 0; column < maxima.width(); column++) {
                give(row, column, in, at, maxima.get(maximaAt, row, column), upstream.get(upstreamAt, row, column),
                        gradient, gradientAt);
            }
        }
    }

    private void give(int row, int column, Plane in, long at, double maximum, double share, Plane gradient,
            long gradientAt) {
        int rowEnd = last(vertical, row, in.height());
        int columnEnd = last(horizontal, column, in.width());
        for (int i = first(vertical, row); i < rowEnd; i++) {
            int y = place(vertical, row, i);
            for (int j = first(horizontal, column); j < columnEnd; j++) {
                int z = place(horizontal, column, j);
                double x = in.get(at, y, z);
                if (x == maximum || Double.isNaN(x)) {
                    gradient.set(gradientAt, y, z, gradient.get(gradientAt, y, z) + share);
                    return;
                }
            }
        }
    }
}

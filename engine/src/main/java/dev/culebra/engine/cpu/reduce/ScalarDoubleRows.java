package dev.culebra.engine.cpu.reduce;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import dev.culebra.engine.Reduction;
import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;

/**
 * Reductions of F64 in plain loops. A sum is taken in {@value #LANES} lanes, in each of which blocks of {@value #BLOCK}
 * elements are summed by themselves.
 */
public final class ScalarDoubleRows implements RowLoops {
    private static final int LANES = 8;
    private static final int BLOCK = 16;
    private static final int GROUP = 8;

    @Override
    public void reduce(Reduction reduction, MemorySegment in, long at, long stride, int count, MemorySegment out,
            long outAt) {
        double result = switch (reduction) {
            case SUM -> sum(in, at, stride, count);
            case MAX -> max(in, at, stride, count);
            case MIN -> min(in, at, stride, count);
            case ARGMAX, ARGMIN -> throw new IllegalArgumentException("reduce: " + reduction + " is an index");
        };
        store(out, outAt, result);
    }

    @Override
    public void combine(Reduction reduction, MemorySegment partials, long at, int count, MemorySegment out,
            long outAt) {
        reduce(reduction, partials, at, 1, count, out, outAt);
    }

    static double sum(MemorySegment in, long at, long stride, int count) {
        double total = 0;
        int i = 0;
        if (count >= LANES) {
            double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
            while (i + LANES <= count) {
                int end = Math.min(count - LANES, i + (BLOCK - 1) * LANES);
                double b0 = 0, b1 = 0, b2 = 0, b3 = 0, b4 = 0, b5 = 0, b6 = 0, b7 = 0;
                for (; i <= end; i += LANES) {
                    long from = at + i * stride;
                    b0 += load(in, from);
                    b1 += load(in, from + stride);
                    b2 += load(in, from + 2 * stride);
                    b3 += load(in, from + 3 * stride);
                    b4 += load(in, from + 4 * stride);
                    b5 += load(in, from + 5 * stride);
                    b6 += load(in, from + 6 * stride);
                    b7 += load(in, from + 7 * stride);
                }
                s0 += b0;
                s1 += b1;
                s2 += b2;
                s3 += b3;
                s4 += b4;
                s5 += b5;
                s6 += b6;
                s7 += b7;
            }
            total = s0 + s4 + (s2 + s6) + (s1 + s5 + (s3 + s7));
        }
        double rest = 0;
        for (; i < count; i++) {
            rest += load(in, at + i * stride);
        }
        return total + rest;
    }

    static double max(MemorySegment in, long at, long stride, int count) {
        double largest = load(in, at);
        for (int i = 1; i < count; i++) {
            largest = Math.max(largest, load(in, at + i * stride));
        }
        return largest;
    }

    private static double min(MemorySegment in, long at, long stride, int count) {
        double smallest = load(in, at);
        for (int i = 1; i < count; i++) {
            smallest = Math.min(smallest, load(in, at + i * stride));
        }
        return smallest;
    }

    @Override
    public boolean hasColumns() {
        return true;
    }

    @Override
    public void reduceColumns(Reduction reduction, MemorySegment in, long at, long rowStride, int rows, int width,
            MemorySegment out, long outAt) {
        switch (reduction) {
            case SUM -> sumColumns(in, at, rowStride, rows, width, out, outAt);
            case MAX, MIN -> chooseColumns(reduction, in, at, rowStride, rows, width, out, outAt);
            case ARGMAX, ARGMIN -> throw new IllegalArgumentException("reduce: " + reduction + " is an index");
        }
    }

    /** Groups of eight rows are added as a tree, so that the result is passed through once for each of them. */
    private static void sumColumns(MemorySegment in, long at, long rowStride, int rows, int width, MemorySegment out,
            long outAt) {
        int row = 0;
        for (; row + GROUP <= rows; row += GROUP) {
            long from = at + row * rowStride;
            for (int j = 0; j < width; j++) {
                double sum = tree(in, from + j, rowStride);
                store(out, outAt + j, row == 0 ? sum : load(out, outAt + j) + sum);
            }
        }
        for (; row < rows; row++) {
            long from = at + row * rowStride;
            for (int j = 0; j < width; j++) {
                double x = load(in, from + j);
                store(out, outAt + j, row == 0 ? x : load(out, outAt + j) + x);
            }
        }
    }

    private static double load(MemorySegment in, long at) {
        return NativeSegments.cast(in).getAtIndex(JAVA_DOUBLE, at);
    }

    private static void store(MemorySegment out, long at, double value) {
        NativeSegments.cast(out).setAtIndex(JAVA_DOUBLE, at, value);
    }

    private static double tree(MemorySegment in, long from, long stride) {
        double x01 = load(in, from) + load(in, from + stride);
        double x23 = load(in, from + 2 * stride) + load(in, from + 3 * stride);
        double x45 = load(in, from + 4 * stride) + load(in, from + 5 * stride);
        double x67 = load(in, from + 6 * stride) + load(in, from + 7 * stride);
        return x01 + x23 + (x45 + x67);
    }

    private static void chooseColumns(Reduction reduction, MemorySegment in, long at, long rowStride, int rows,
            int width, MemorySegment out, long outAt) {
        MemorySegment.copy(in, at * Double.BYTES, out, outAt * Double.BYTES, (long) width * Double.BYTES);
        for (int row = 1; row < rows; row++) {
            long from = at + row * rowStride;
            for (int j = 0; j < width; j++) {
                double x = load(in, from + j);
                double y = load(out, outAt + j);
                store(out, outAt + j, reduction == Reduction.MAX ? Math.max(x, y) : Math.min(x, y));
            }
        }
    }

    @Override
    public long indexOf(Reduction reduction, MemorySegment in, long at, long stride, long count) {
        boolean largest = reduction == Reduction.ARGMAX;
        long found = 0;
        double best = load(in, at);
        for (long i = 1; i < count && !Double.isNaN(best); i++) {
            double x = load(in, at + i * stride);
            if (largest ? x > best : x < best) {
                best = x;
                found = i;
            } else if (Double.isNaN(x)) {
                return i;
            }
        }
        return found;
    }
}

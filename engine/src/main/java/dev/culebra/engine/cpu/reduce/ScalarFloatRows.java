package dev.culebra.engine.cpu.reduce;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.culebra.engine.Reduction;
import java.lang.foreign.MemorySegment;

/**
 * Reductions of F32 in plain loops. A sum is taken in {@value #LANES} lanes, in each of which blocks of {@value #BLOCK}
 * elements are summed by themselves.
 */
public final class ScalarFloatRows implements RowLoops {
    private static final int LANES = 8;
    private static final int BLOCK = 16;
    private static final int GROUP = 8;

    @Override
    public void reduce(Reduction reduction, MemorySegment in, long at, long stride, int count, MemorySegment out,
            long outAt) {
        float result = switch (reduction) {
            case SUM -> sum(in, at, stride, count);
            case MAX -> max(in, at, stride, count);
            case MIN -> min(in, at, stride, count);
            case ARGMAX, ARGMIN -> throw new IllegalArgumentException("reduce: " + reduction + " is an index");
        };
        out.setAtIndex(JAVA_FLOAT, outAt, result);
    }

    @Override
    public void combine(Reduction reduction, MemorySegment partials, long at, int count, MemorySegment out,
            long outAt) {
        reduce(reduction, partials, at, 1, count, out, outAt);
    }

    static float sum(MemorySegment in, long at, long stride, int count) {
        float total = 0;
        int i = 0;
        if (count >= LANES) {
            float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
            while (i + LANES <= count) {
                int end = Math.min(count - LANES, i + (BLOCK - 1) * LANES);
                float b0 = 0, b1 = 0, b2 = 0, b3 = 0, b4 = 0, b5 = 0, b6 = 0, b7 = 0;
                for (; i <= end; i += LANES) {
                    long from = at + i * stride;
                    b0 += in.getAtIndex(JAVA_FLOAT, from);
                    b1 += in.getAtIndex(JAVA_FLOAT, from + stride);
                    b2 += in.getAtIndex(JAVA_FLOAT, from + 2 * stride);
                    b3 += in.getAtIndex(JAVA_FLOAT, from + 3 * stride);
                    b4 += in.getAtIndex(JAVA_FLOAT, from + 4 * stride);
                    b5 += in.getAtIndex(JAVA_FLOAT, from + 5 * stride);
                    b6 += in.getAtIndex(JAVA_FLOAT, from + 6 * stride);
                    b7 += in.getAtIndex(JAVA_FLOAT, from + 7 * stride);
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
        float rest = 0;
        for (; i < count; i++) {
            rest += in.getAtIndex(JAVA_FLOAT, at + i * stride);
        }
        return total + rest;
    }

    static float max(MemorySegment in, long at, long stride, int count) {
        float largest = in.getAtIndex(JAVA_FLOAT, at);
        for (int i = 1; i < count; i++) {
            largest = Math.max(largest, in.getAtIndex(JAVA_FLOAT, at + i * stride));
        }
        return largest;
    }

    private static float min(MemorySegment in, long at, long stride, int count) {
        float smallest = in.getAtIndex(JAVA_FLOAT, at);
        for (int i = 1; i < count; i++) {
            smallest = Math.min(smallest, in.getAtIndex(JAVA_FLOAT, at + i * stride));
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
                float sum = tree(in, from + j, rowStride);
                out.setAtIndex(JAVA_FLOAT, outAt + j, row == 0 ? sum : out.getAtIndex(JAVA_FLOAT, outAt + j) + sum);
            }
        }
        for (; row < rows; row++) {
            long from = at + row * rowStride;
            for (int j = 0; j < width; j++) {
                float x = in.getAtIndex(JAVA_FLOAT, from + j);
                out.setAtIndex(JAVA_FLOAT, outAt + j, row == 0 ? x : out.getAtIndex(JAVA_FLOAT, outAt + j) + x);
            }
        }
    }

    private static float tree(MemorySegment in, long from, long stride) {
        float x01 = in.getAtIndex(JAVA_FLOAT, from) + in.getAtIndex(JAVA_FLOAT, from + stride);
        float x23 = in.getAtIndex(JAVA_FLOAT, from + 2 * stride) + in.getAtIndex(JAVA_FLOAT, from + 3 * stride);
        float x45 = in.getAtIndex(JAVA_FLOAT, from + 4 * stride) + in.getAtIndex(JAVA_FLOAT, from + 5 * stride);
        float x67 = in.getAtIndex(JAVA_FLOAT, from + 6 * stride) + in.getAtIndex(JAVA_FLOAT, from + 7 * stride);
        return x01 + x23 + (x45 + x67);
    }

    private static void chooseColumns(Reduction reduction, MemorySegment in, long at, long rowStride, int rows,
            int width, MemorySegment out, long outAt) {
        MemorySegment.copy(in, at * Float.BYTES, out, outAt * Float.BYTES, (long) width * Float.BYTES);
        for (int row = 1; row < rows; row++) {
            long from = at + row * rowStride;
            for (int j = 0; j < width; j++) {
                float x = in.getAtIndex(JAVA_FLOAT, from + j);
                float y = out.getAtIndex(JAVA_FLOAT, outAt + j);
                out.setAtIndex(JAVA_FLOAT, outAt + j, reduction == Reduction.MAX ? Math.max(x, y) : Math.min(x, y));
            }
        }
    }

    @Override
    public long indexOf(Reduction reduction, MemorySegment in, long at, long stride, long count) {
        boolean largest = reduction == Reduction.ARGMAX;
        long found = 0;
        float best = in.getAtIndex(JAVA_FLOAT, at);
        for (long i = 1; i < count && !Float.isNaN(best); i++) {
            float x = in.getAtIndex(JAVA_FLOAT, at + i * stride);
            if (largest ? x > best : x < best) {
                best = x;
                found = i;
            } else if (Float.isNaN(x)) {
                return i;
            }
        }
        return found;
    }
}

package dev.culebra.engine.cpu.reduce.vector;

import static dev.culebra.engine.cpu.reduce.vector.DoubleLanes.LANES;
import static dev.culebra.engine.cpu.reduce.vector.DoubleLanes.element;
import static dev.culebra.engine.cpu.reduce.vector.DoubleLanes.load;
import static dev.culebra.engine.cpu.reduce.vector.DoubleLanes.store;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;

/**
 * Reduces neighbouring columns of F64, a vector of them at a time. Eight rows are added as a tree, so that the result is
 * passed through once for each eight; in the order of {@link dev.culebra.engine.cpu.reduce.ScalarDoubleRows}.
 */
final class DoubleColumns {
    private static final int GROUP = 8;

    private DoubleColumns() {}

    static void sum(MemorySegment in, long at, long rowStride, int rows, int width, MemorySegment out, long outAt) {
        int row = 0;
        if (rows >= GROUP) {
            for (; row + GROUP <= rows; row += GROUP) {
                addGroup(in, at + row * rowStride, rowStride, width, out, outAt, row == 0);
            }
        } else {
            copy(in, at, width, out, outAt);
            row = 1;
        }
        for (; row < rows; row++) {
            addRow(in, at + row * rowStride, width, out, outAt);
        }
    }

    private static void addGroup(MemorySegment in, long at, long stride, int width, MemorySegment out, long outAt,
            boolean first) {
        int j = 0;
        for (; j + LANES <= width; j += LANES) {
            DoubleVector sum = tree(in, at + j, stride);
            store(first ? sum : load(out, outAt + j).add(sum), out, outAt + j);
        }
        if (j < width) {
            addGroupOfFew(in, at + j, stride, width - j, out, outAt + j, first);
        }
    }

    /** Fewer columns than a vector has lanes, one by one: C2 keeps masked vectors of so long an expression on the heap. */
    private static void addGroupOfFew(MemorySegment in, long at, long stride, int width, MemorySegment out, long outAt,
            boolean first) {
        for (int j = 0; j < width; j++) {
            double x01 = element(in, at + j) + element(in, at + j + stride);
            double x23 = element(in, at + j + 2 * stride) + element(in, at + j + 3 * stride);
            double x45 = element(in, at + j + 4 * stride) + element(in, at + j + 5 * stride);
            double x67 = element(in, at + j + 6 * stride) + element(in, at + j + 7 * stride);
            double sum = x01 + x23 + (x45 + x67);
            store(first ? sum : element(out, outAt + j) + sum, out, outAt + j);
        }
    }

    private static DoubleVector tree(MemorySegment in, long at, long stride) {
        DoubleVector x01 = load(in, at).add(load(in, at + stride));
        DoubleVector x23 = load(in, at + 2 * stride).add(load(in, at + 3 * stride));
        DoubleVector x45 = load(in, at + 4 * stride).add(load(in, at + 5 * stride));
        DoubleVector x67 = load(in, at + 6 * stride).add(load(in, at + 7 * stride));
        return x01.add(x23).add(x45.add(x67));
    }

    /** Adds a row to what is there. */
    static void addRow(MemorySegment in, long at, int width, MemorySegment out, long outAt) {
        int j = 0;
        for (; j + LANES <= width; j += LANES) {
            store(load(out, outAt + j).add(load(in, at + j)), out, outAt + j);
        }
        for (; j < width; j++) {
            store(element(out, outAt + j) + element(in, at + j), out, outAt + j);
        }
    }

    static void largest(MemorySegment in, long at, long rowStride, int rows, int width, MemorySegment out,
            long outAt) {
        copy(in, at, width, out, outAt);
        for (int row = 1; row < rows; row++) {
            long from = at + row * rowStride;
            int j = 0;
            for (; j + LANES <= width; j += LANES) {
                store(load(out, outAt + j).max(load(in, from + j)), out, outAt + j);
            }
            for (; j < width; j++) {
                store(Math.max(element(out, outAt + j), element(in, from + j)), out, outAt + j);
            }
        }
    }

    static void smallest(MemorySegment in, long at, long rowStride, int rows, int width, MemorySegment out,
            long outAt) {
        copy(in, at, width, out, outAt);
        for (int row = 1; row < rows; row++) {
            long from = at + row * rowStride;
            int j = 0;
            for (; j + LANES <= width; j += LANES) {
                store(load(out, outAt + j).min(load(in, from + j)), out, outAt + j);
            }
            for (; j < width; j++) {
                store(Math.min(element(out, outAt + j), element(in, from + j)), out, outAt + j);
            }
        }
    }

    private static void copy(MemorySegment in, long at, int width, MemorySegment out, long outAt) {
        MemorySegment.copy(in, at * Double.BYTES, out, outAt * Double.BYTES, (long) width * Double.BYTES);
    }
}

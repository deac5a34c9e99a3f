package dev.culebra.engine.cpu.reduce.vector;

import static dev.culebra.engine.cpu.reduce.vector.DoubleLanes.LANES;
import static dev.culebra.engine.cpu.reduce.vector.DoubleLanes.SPECIES;
import static dev.culebra.engine.cpu.reduce.vector.DoubleLanes.load;
import static dev.culebra.engine.cpu.reduce.vector.DoubleLanes.store;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;

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
            VectorMask<Double> mask = SPECIES.indexInRange(j, width);
            DoubleVector sum = tree(in, at + j, stride, mask);
            store(first ? sum : load(out, outAt + j, mask).add(sum), out, outAt + j, mask);
        }
    }

    private static DoubleVector tree(MemorySegment in, long at, long stride) {
        DoubleVector x01 = load(in, at).add(load(in, at + stride));
        DoubleVector x23 = load(in, at + 2 * stride).add(load(in, at + 3 * stride));
        DoubleVector x45 = load(in, at + 4 * stride).add(load(in, at + 5 * stride));
        DoubleVector x67 = load(in, at + 6 * stride).add(load(in, at + 7 * stride));
        return x01.add(x23).add(x45.add(x67));
    }

    private static DoubleVector tree(MemorySegment in, long at, long stride, VectorMask<Double> mask) {
        DoubleVector x01 = load(in, at, mask).add(load(in, at + stride, mask));
        DoubleVector x23 = load(in, at + 2 * stride, mask).add(load(in, at + 3 * stride, mask));
        DoubleVector x45 = load(in, at + 4 * stride, mask).add(load(in, at + 5 * stride, mask));
        DoubleVector x67 = load(in, at + 6 * stride, mask).add(load(in, at + 7 * stride, mask));
        return x01.add(x23).add(x45.add(x67));
    }

    /** Adds a row to what is there. */
    static void addRow(MemorySegment in, long at, int width, MemorySegment out, long outAt) {
        int j = 0;
        for (; j + LANES <= width; j += LANES) {
            store(load(out, outAt + j).add(load(in, at + j)), out, outAt + j);
        }
        if (j < width) {
            VectorMask<Double> mask = SPECIES.indexInRange(j, width);
            store(load(out, outAt + j, mask).add(load(in, at + j, mask)), out, outAt + j, mask);
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
            if (j < width) {
                VectorMask<Double> mask = SPECIES.indexInRange(j, width);
                store(load(out, outAt + j, mask).max(load(in, from + j, mask)), out, outAt + j, mask);
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
            if (j < width) {
                VectorMask<Double> mask = SPECIES.indexInRange(j, width);
                store(load(out, outAt + j, mask).min(load(in, from + j, mask)), out, outAt + j, mask);
            }
        }
    }

    private static void copy(MemorySegment in, long at, int width, MemorySegment out, long outAt) {
        MemorySegment.copy(in, at * Double.BYTES, out, outAt * Double.BYTES, (long) width * Double.BYTES);
    }
}

package dev.culebra.engine.cpu.reduce.vector;

import static dev.culebra.engine.cpu.reduce.vector.DoubleLanes.LANES;
import static dev.culebra.engine.cpu.reduce.vector.DoubleLanes.ORDER;
import static dev.culebra.engine.cpu.reduce.vector.DoubleLanes.SPECIES;
import static dev.culebra.engine.cpu.reduce.vector.DoubleLanes.element;
import static dev.culebra.engine.cpu.reduce.vector.DoubleLanes.store;

import dev.culebra.engine.Reduction;
import dev.culebra.engine.cpu.loop.NativeSegments;
import dev.culebra.engine.cpu.reduce.ScalarDoubleRows;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;

/**
 * Reduces neighbouring columns of F64, some vectors of them at a time, which stay in registers for all rows. Blocks of
 * {@value #BLOCK} rows are summed by themselves.
 *
 * <p>The loops are short on purpose: the JIT compiler stops inlining after 8,000 bytecodes, some forty operations on vectors, and
 * a vector that crosses a call is an object.
 */
final class DoubleColumns {
    private static final int BLOCK = 16;
    private static final int STEP = 4 * LANES;
    private static final ScalarDoubleRows FEW = new ScalarDoubleRows();

    private DoubleColumns() {}

    static void sum(MemorySegment in, long at, long rowStride, int rows, int width, MemorySegment out, long outAt) {
        int j = 0;
        for (; j + STEP <= width; j += STEP) {
            sumFour(in, at + j, rowStride, rows, out, outAt + j);
        }
        for (; j + LANES <= width; j += LANES) {
            sumOne(in, at + j, rowStride, rows, out, outAt + j);
        }
        if (j < width) {
            FEW.reduceColumns(Reduction.SUM, in, at + j, rowStride, rows, width - j, out, outAt + j);
        }
    }

    private static void sumFour(MemorySegment source, long at, long rowStride, int rows, MemorySegment target,
            long outAt) {
        MemorySegment in = NativeSegments.cast(source);
        MemorySegment out = NativeSegments.cast(target);
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        for (int row = 0; row < rows;) {
            int end = Math.min(rows, row + BLOCK);
            DoubleVector b0 = DoubleVector.zero(SPECIES);
            DoubleVector b1 = b0;
            DoubleVector b2 = b0;
            DoubleVector b3 = b0;
            for (; row < end; row++) {
                long from = at + row * rowStride;
                b0 = b0.add(DoubleVector.fromMemorySegment(SPECIES, in, from * Double.BYTES, ORDER));
                b1 = b1.add(DoubleVector.fromMemorySegment(SPECIES, in, (from + LANES) * Double.BYTES, ORDER));
                b2 = b2.add(DoubleVector.fromMemorySegment(SPECIES, in, (from + 2 * LANES) * Double.BYTES, ORDER));
                b3 = b3.add(DoubleVector.fromMemorySegment(SPECIES, in, (from + 3 * LANES) * Double.BYTES, ORDER));
            }
            s0 = s0.add(b0);
            s1 = s1.add(b1);
            s2 = s2.add(b2);
            s3 = s3.add(b3);
        }
        s0.intoMemorySegment(out, outAt * Double.BYTES, ORDER);
        s1.intoMemorySegment(out, (outAt + LANES) * Double.BYTES, ORDER);
        s2.intoMemorySegment(out, (outAt + 2 * LANES) * Double.BYTES, ORDER);
        s3.intoMemorySegment(out, (outAt + 3 * LANES) * Double.BYTES, ORDER);
    }

    private static void sumOne(MemorySegment source, long at, long rowStride, int rows, MemorySegment target,
            long outAt) {
        MemorySegment in = NativeSegments.cast(source);
        MemorySegment out = NativeSegments.cast(target);
        DoubleVector sum = DoubleVector.zero(SPECIES);
        for (int row = 0; row < rows;) {
            int end = Math.min(rows, row + BLOCK);
            DoubleVector block = DoubleVector.zero(SPECIES);
            for (; row < end; row++) {
                block = block
                        .add(DoubleVector.fromMemorySegment(SPECIES, in, (at + row * rowStride) * Double.BYTES, ORDER));
            }
            sum = sum.add(block);
        }
        sum.intoMemorySegment(out, outAt * Double.BYTES, ORDER);
    }

    /** Adds a row to what is there. */
    static void addRow(MemorySegment source, long at, int width, MemorySegment target, long outAt) {
        MemorySegment in = NativeSegments.cast(source);
        MemorySegment out = NativeSegments.cast(target);
        int j = 0;
        for (; j + LANES <= width; j += LANES) {
            DoubleVector.fromMemorySegment(SPECIES, out, (outAt + j) * Double.BYTES, ORDER)
                    .add(DoubleVector.fromMemorySegment(SPECIES, in, (at + j) * Double.BYTES, ORDER))
                    .intoMemorySegment(out, (outAt + j) * Double.BYTES, ORDER);
        }
        for (; j < width; j++) {
            store(element(out, outAt + j) + element(in, at + j), out, outAt + j);
        }
    }

    static void largest(MemorySegment source, long at, long rowStride, int rows, int width, MemorySegment target,
            long outAt) {
        MemorySegment in = NativeSegments.cast(source);
        MemorySegment out = NativeSegments.cast(target);
        copy(in, at, width, out, outAt);
        for (int row = 1; row < rows; row++) {
            long from = at + row * rowStride;
            int j = 0;
            for (; j + LANES <= width; j += LANES) {
                DoubleVector.fromMemorySegment(SPECIES, out, (outAt + j) * Double.BYTES, ORDER)
                        .max(DoubleVector.fromMemorySegment(SPECIES, in, (from + j) * Double.BYTES, ORDER))
                        .intoMemorySegment(out, (outAt + j) * Double.BYTES, ORDER);
            }
            for (; j < width; j++) {
                store(Math.max(element(out, outAt + j), element(in, from + j)), out, outAt + j);
            }
        }
    }

    static void smallest(MemorySegment source, long at, long rowStride, int rows, int width, MemorySegment target,
            long outAt) {
        MemorySegment in = NativeSegments.cast(source);
        MemorySegment out = NativeSegments.cast(target);
        copy(in, at, width, out, outAt);
        for (int row = 1; row < rows; row++) {
            long from = at + row * rowStride;
            int j = 0;
            for (; j + LANES <= width; j += LANES) {
                DoubleVector.fromMemorySegment(SPECIES, out, (outAt + j) * Double.BYTES, ORDER)
                        .min(DoubleVector.fromMemorySegment(SPECIES, in, (from + j) * Double.BYTES, ORDER))
                        .intoMemorySegment(out, (outAt + j) * Double.BYTES, ORDER);
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

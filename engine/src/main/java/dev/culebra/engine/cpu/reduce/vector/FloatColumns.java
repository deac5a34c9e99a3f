package dev.culebra.engine.cpu.reduce.vector;

import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.LANES;
import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.ORDER;
import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.SPECIES;
import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.element;
import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.store;

import dev.culebra.engine.Reduction;
import dev.culebra.engine.cpu.loop.NativeSegments;
import dev.culebra.engine.cpu.reduce.ScalarFloatRows;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Reduces neighbouring columns of F32, some vectors of them at a time, which stay in registers for all rows. Blocks of
 * {@value #BLOCK} rows are summed by themselves.
 *
 * <p>The loops are short on purpose: the JIT compiler stops inlining after 8,000 bytecodes, some forty operations on vectors, and
 * a vector that crosses a call is an object.
 */
final class FloatColumns {
    private static final int BLOCK = 16;
    private static final int STEP = 4 * LANES;
    private static final ScalarFloatRows FEW = new ScalarFloatRows();

    private FloatColumns() {}

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
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int row = 0; row < rows;) {
            int end = Math.min(rows, row + BLOCK);
            FloatVector b0 = FloatVector.zero(SPECIES);
            FloatVector b1 = b0;
            FloatVector b2 = b0;
            FloatVector b3 = b0;
            for (; row < end; row++) {
                long from = at + row * rowStride;
                b0 = b0.add(FloatVector.fromMemorySegment(SPECIES, in, from * Float.BYTES, ORDER));
                b1 = b1.add(FloatVector.fromMemorySegment(SPECIES, in, (from + LANES) * Float.BYTES, ORDER));
                b2 = b2.add(FloatVector.fromMemorySegment(SPECIES, in, (from + 2 * LANES) * Float.BYTES, ORDER));
                b3 = b3.add(FloatVector.fromMemorySegment(SPECIES, in, (from + 3 * LANES) * Float.BYTES, ORDER));
            }
            s0 = s0.add(b0);
            s1 = s1.add(b1);
            s2 = s2.add(b2);
            s3 = s3.add(b3);
        }
        s0.intoMemorySegment(out, outAt * Float.BYTES, ORDER);
        s1.intoMemorySegment(out, (outAt + LANES) * Float.BYTES, ORDER);
        s2.intoMemorySegment(out, (outAt + 2 * LANES) * Float.BYTES, ORDER);
        s3.intoMemorySegment(out, (outAt + 3 * LANES) * Float.BYTES, ORDER);
    }

    private static void sumOne(MemorySegment source, long at, long rowStride, int rows, MemorySegment target,
            long outAt) {
        MemorySegment in = NativeSegments.cast(source);
        MemorySegment out = NativeSegments.cast(target);
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int row = 0; row < rows;) {
            int end = Math.min(rows, row + BLOCK);
            FloatVector block = FloatVector.zero(SPECIES);
            for (; row < end; row++) {
                block = block
                        .add(FloatVector.fromMemorySegment(SPECIES, in, (at + row * rowStride) * Float.BYTES, ORDER));
            }
            sum = sum.add(block);
        }
        sum.intoMemorySegment(out, outAt * Float.BYTES, ORDER);
    }

    /** Adds a row to what is there. */
    static void addRow(MemorySegment source, long at, int width, MemorySegment target, long outAt) {
        MemorySegment in = NativeSegments.cast(source);
        MemorySegment out = NativeSegments.cast(target);
        int j = 0;
        for (; j + LANES <= width; j += LANES) {
            FloatVector.fromMemorySegment(SPECIES, out, (outAt + j) * Float.BYTES, ORDER)
                    .add(FloatVector.fromMemorySegment(SPECIES, in, (at + j) * Float.BYTES, ORDER))
                    .intoMemorySegment(out, (outAt + j) * Float.BYTES, ORDER);
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
                FloatVector.fromMemorySegment(SPECIES, out, (outAt + j) * Float.BYTES, ORDER)
                        .max(FloatVector.fromMemorySegment(SPECIES, in, (from + j) * Float.BYTES, ORDER))
                        .intoMemorySegment(out, (outAt + j) * Float.BYTES, ORDER);
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
                FloatVector.fromMemorySegment(SPECIES, out, (outAt + j) * Float.BYTES, ORDER)
                        .min(FloatVector.fromMemorySegment(SPECIES, in, (from + j) * Float.BYTES, ORDER))
                        .intoMemorySegment(out, (outAt + j) * Float.BYTES, ORDER);
            }
            for (; j < width; j++) {
                store(Math.min(element(out, outAt + j), element(in, from + j)), out, outAt + j);
            }
        }
    }

    private static void copy(MemorySegment in, long at, int width, MemorySegment out, long outAt) {
        MemorySegment.copy(in, at * Float.BYTES, out, outAt * Float.BYTES, (long) width * Float.BYTES);
    }
}

package dev.culebra.engine.cpu.gemm.vector;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.culebra.engine.cpu.gemm.Matrix;
import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products whose operands both lie along the inner axis, {@code lhs · rhsᵀ} in rows, without packing: vectors run along the inner
 * axis, 2 rows by 8 columns at a time, or by 4 where 16 sums do not fit into registers: so few bytes pass for each multiply-add that
 * one operand may come from the second-level cache. Sums across the lanes are cheap only where there are few of them.
 */
final class FloatDots {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int ROWS = 2;
    private static final int COLUMNS = VectorMicroKernels.MANY_REGISTERS ? 8 : 4;

    private FloatDots() {}

    /** Overwrites some rows and columns of {@code out}, ends exclusive; {@code sums} has room for 16 vectors. */
    static void multiply(long rowStart, long rowEnd, long columnStart, long columnEnd, int depth, Matrix lhs,
            Matrix rhs, Matrix out, float[] sums) {
        for (long j = columnStart; j < columnEnd; j += COLUMNS) {
            int columns = (int) Math.min(COLUMNS, columnEnd - j);
            for (long i = rowStart; i < rowEnd; i += ROWS) {
                int rows = (int) Math.min(ROWS, rowEnd - i);
                if (COLUMNS == 8) {
                    eight(depth, lhs.segment(), lhs.index(i, 0), lhs.rowStride(), rows - 1, rhs.segment(), rhs.index(0,
                            j), rhs.columnStride(), columns - 1, sums);
                } else {
                    four(depth, lhs.segment(), lhs.index(i, 0), lhs.rowStride(), rows - 1, rhs.segment(), rhs.index(0,
                            j), rhs.columnStride(), columns - 1, sums);
                }
                FloatTranspose.addLanes(sums, ROWS * COLUMNS);
                finish(i, rows, j, columns, depth, lhs, rhs, out, sums);
            }
        }
    }

    /** Adds what does not fill a vector. */
    private static void finish(long row, int rows, long column, int columns, int depth, Matrix lhs, Matrix rhs,
            Matrix out, float[] sums) {
        MemorySegment left = NativeSegments.cast(lhs.segment());
        MemorySegment right = NativeSegments.cast(rhs.segment());
        MemorySegment to = NativeSegments.cast(out.segment());
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                float sum = sums[i * COLUMNS + j];
                for (int p = SPECIES.loopBound(depth); p < depth; p++) {
                    sum += left.getAtIndex(JAVA_FLOAT, lhs.index(row + i, p))
                            * right.getAtIndex(JAVA_FLOAT, rhs.index(p, column + j));
                }
                to.setAtIndex(JAVA_FLOAT, out.index(row + i, column + j), sum);
            }
        }
    }

    private static void eight(int depth, MemorySegment left, long row, long rowStep, int lastRow, MemorySegment right,
            long column,
            long columnStep, int lastColumn, float[] sums) {
        MemorySegment lhs = NativeSegments.cast(left);
        MemorySegment rhs = NativeSegments.cast(right);
        var zero = FloatVector.zero(SPECIES);
        FloatVector r0c0 = zero, r0c1 = zero, r0c2 = zero, r0c3 = zero, r0c4 = zero, r0c5 = zero, r0c6 = zero,
                r0c7 = zero;
        FloatVector r1c0 = zero, r1c1 = zero, r1c2 = zero, r1c3 = zero, r1c4 = zero, r1c5 = zero, r1c6 = zero,
                r1c7 = zero;
        long row1 = row + Math.min(1, lastRow) * rowStep;
        long column1 = column + Math.min(1, lastColumn) * columnStep;
        long column2 = column + Math.min(2, lastColumn) * columnStep;
        long column3 = column + Math.min(3, lastColumn) * columnStep;
        long column4 = column + Math.min(4, lastColumn) * columnStep;
        long column5 = column + Math.min(5, lastColumn) * columnStep;
        long column6 = column + Math.min(6, lastColumn) * columnStep;
        long column7 = column + Math.min(7, lastColumn) * columnStep;
        int whole = SPECIES.loopBound(depth);
        for (int p = 0; p < whole; p += LANES) {
            var a0 = FloatVector.fromMemorySegment(SPECIES, lhs, (row + p) * Float.BYTES, ORDER);
            var a1 = FloatVector.fromMemorySegment(SPECIES, lhs, (row1 + p) * Float.BYTES, ORDER);
            var b0 = FloatVector.fromMemorySegment(SPECIES, rhs, (column + p) * Float.BYTES, ORDER);
            r0c0 = a0.fma(b0, r0c0);
            r1c0 = a1.fma(b0, r1c0);
            var b1 = FloatVector.fromMemorySegment(SPECIES, rhs, (column1 + p) * Float.BYTES, ORDER);
            r0c1 = a0.fma(b1, r0c1);
            r1c1 = a1.fma(b1, r1c1);
            var b2 = FloatVector.fromMemorySegment(SPECIES, rhs, (column2 + p) * Float.BYTES, ORDER);
            r0c2 = a0.fma(b2, r0c2);
            r1c2 = a1.fma(b2, r1c2);
            var b3 = FloatVector.fromMemorySegment(SPECIES, rhs, (column3 + p) * Float.BYTES, ORDER);
            r0c3 = a0.fma(b3, r0c3);
            r1c3 = a1.fma(b3, r1c3);
            var b4 = FloatVector.fromMemorySegment(SPECIES, rhs, (column4 + p) * Float.BYTES, ORDER);
            r0c4 = a0.fma(b4, r0c4);
            r1c4 = a1.fma(b4, r1c4);
            var b5 = FloatVector.fromMemorySegment(SPECIES, rhs, (column5 + p) * Float.BYTES, ORDER);
            r0c5 = a0.fma(b5, r0c5);
            r1c5 = a1.fma(b5, r1c5);
            var b6 = FloatVector.fromMemorySegment(SPECIES, rhs, (column6 + p) * Float.BYTES, ORDER);
            r0c6 = a0.fma(b6, r0c6);
            r1c6 = a1.fma(b6, r1c6);
            var b7 = FloatVector.fromMemorySegment(SPECIES, rhs, (column7 + p) * Float.BYTES, ORDER);
            r0c7 = a0.fma(b7, r0c7);
            r1c7 = a1.fma(b7, r1c7);
        }
        r0c0.intoArray(sums, 0);
        r0c1.intoArray(sums, LANES);
        r0c2.intoArray(sums, 2 * LANES);
        r0c3.intoArray(sums, 3 * LANES);
        r0c4.intoArray(sums, 4 * LANES);
        r0c5.intoArray(sums, 5 * LANES);
        r0c6.intoArray(sums, 6 * LANES);
        r0c7.intoArray(sums, 7 * LANES);
        r1c0.intoArray(sums, 8 * LANES);
        r1c1.intoArray(sums, 9 * LANES);
        r1c2.intoArray(sums, 10 * LANES);
        r1c3.intoArray(sums, 11 * LANES);
        r1c4.intoArray(sums, 12 * LANES);
        r1c5.intoArray(sums, 13 * LANES);
        r1c6.intoArray(sums, 14 * LANES);
        r1c7.intoArray(sums, 15 * LANES);
    }

    private static void four(int depth, MemorySegment left, long row, long rowStep, int lastRow, MemorySegment right,
            long column,
            long columnStep, int lastColumn, float[] sums) {
        MemorySegment lhs = NativeSegments.cast(left);
        MemorySegment rhs = NativeSegments.cast(right);
        var zero = FloatVector.zero(SPECIES);
        FloatVector r0c0 = zero, r0c1 = zero, r0c2 = zero, r0c3 = zero;
        FloatVector r1c0 = zero, r1c1 = zero, r1c2 = zero, r1c3 = zero;
        long row1 = row + Math.min(1, lastRow) * rowStep;
        long column1 = column + Math.min(1, lastColumn) * columnStep;
        long column2 = column + Math.min(2, lastColumn) * columnStep;
        long column3 = column + Math.min(3, lastColumn) * columnStep;
        int whole = SPECIES.loopBound(depth);
        for (int p = 0; p < whole; p += LANES) {
            var a0 = FloatVector.fromMemorySegment(SPECIES, lhs, (row + p) * Float.BYTES, ORDER);
            var a1 = FloatVector.fromMemorySegment(SPECIES, lhs, (row1 + p) * Float.BYTES, ORDER);
            var b0 = FloatVector.fromMemorySegment(SPECIES, rhs, (column + p) * Float.BYTES, ORDER);
            r0c0 = VectorFloatKernel.FUSED ? a0.fma(b0, r0c0) : a0.mul(b0).add(r0c0);
            r1c0 = VectorFloatKernel.FUSED ? a1.fma(b0, r1c0) : a1.mul(b0).add(r1c0);
            var b1 = FloatVector.fromMemorySegment(SPECIES, rhs, (column1 + p) * Float.BYTES, ORDER);
            r0c1 = VectorFloatKernel.FUSED ? a0.fma(b1, r0c1) : a0.mul(b1).add(r0c1);
            r1c1 = VectorFloatKernel.FUSED ? a1.fma(b1, r1c1) : a1.mul(b1).add(r1c1);
            var b2 = FloatVector.fromMemorySegment(SPECIES, rhs, (column2 + p) * Float.BYTES, ORDER);
            r0c2 = VectorFloatKernel.FUSED ? a0.fma(b2, r0c2) : a0.mul(b2).add(r0c2);
            r1c2 = VectorFloatKernel.FUSED ? a1.fma(b2, r1c2) : a1.mul(b2).add(r1c2);
            var b3 = FloatVector.fromMemorySegment(SPECIES, rhs, (column3 + p) * Float.BYTES, ORDER);
            r0c3 = VectorFloatKernel.FUSED ? a0.fma(b3, r0c3) : a0.mul(b3).add(r0c3);
            r1c3 = VectorFloatKernel.FUSED ? a1.fma(b3, r1c3) : a1.mul(b3).add(r1c3);
        }
        r0c0.intoArray(sums, 0);
        r0c1.intoArray(sums, LANES);
        r0c2.intoArray(sums, 2 * LANES);
        r0c3.intoArray(sums, 3 * LANES);
        r1c0.intoArray(sums, 4 * LANES);
        r1c1.intoArray(sums, 5 * LANES);
        r1c2.intoArray(sums, 6 * LANES);
        r1c3.intoArray(sums, 7 * LANES);
    }
}

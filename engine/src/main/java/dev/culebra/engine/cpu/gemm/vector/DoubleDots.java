package dev.culebra.engine.cpu.gemm.vector;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import dev.culebra.engine.cpu.gemm.Matrix;
import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products whose operands both lie along the inner axis, {@code lhs · rhsᵀ} in rows, without packing: vectors run
 * along the inner axis, 4 rows by 4 columns at a time, or by 2 where 16 sums do not fit into registers. Sums across the lanes
 * are cheap only where there are few of them.
 */
final class DoubleDots {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int ROWS = 4;
    private static final int COLUMNS = VectorMicroKernels.MANY_REGISTERS ? 4 : 2;

    private DoubleDots() {}

    /** Overwrites some rows and columns of {@code out}, ends exclusive; {@code sums} has room for 16 vectors. */
    static void multiply(long rowStart, long rowEnd, long columnStart, long columnEnd, int depth, Matrix lhs,
            Matrix rhs, Matrix out, double[] sums) {
        for (long j = columnStart; j < columnEnd; j += COLUMNS) {
            for (long i = rowStart; i < rowEnd; i += ROWS) {
                long row0 = lhs.index(i, 0);
                long row1 = lhs.index(Math.min(i + 1, rowEnd - 1), 0);
                long row2 = lhs.index(Math.min(i + 2, rowEnd - 1), 0);
                long row3 = lhs.index(Math.min(i + 3, rowEnd - 1), 0);
                long column0 = rhs.index(0, j);
                long column1 = rhs.index(0, Math.min(j + 1, columnEnd - 1));
                if (COLUMNS == 4) {
                    long column2 = rhs.index(0, Math.min(j + 2, columnEnd - 1));
                    long column3 = rhs.index(0, Math.min(j + 3, columnEnd - 1));
                    four(depth, lhs.segment(), row0, row1, row2, row3, rhs.segment(), column0, column1, column2,
                            column3,
                            sums);
                } else {
                    two(depth, lhs.segment(), row0, row1, row2, row3, rhs.segment(), column0, column1, sums);
                }
                finish(i, Math.min(rowEnd, i + ROWS), j, Math.min(columnEnd, j + COLUMNS), depth, lhs, rhs, out, sums);
            }
        }
    }

    /** Sums over the lanes, and over what does not fill a vector. */
    private static void finish(long rowStart, long rowEnd, long columnStart, long columnEnd, int depth, Matrix lhs,
            Matrix rhs, Matrix out, double[] sums) {
        int whole = SPECIES.loopBound(depth);
        for (long i = rowStart; i < rowEnd; i++) {
            int from = (int) (i - rowStart) * COLUMNS * LANES;
            for (long j = columnStart; j < columnEnd; j++, from += LANES) {
                double sum = sum(sums, from);
                for (int p = whole; p < depth; p++) {
                    sum += lhs.segment().getAtIndex(JAVA_DOUBLE, lhs.index(i, p))
                            * rhs.segment().getAtIndex(JAVA_DOUBLE, rhs.index(p, j));
                }
                out.segment().setAtIndex(JAVA_DOUBLE, out.index(i, j), sum);
            }
        }
    }

    /** In a fixed order: that of {@code reduceLanes} may differ from one call to the next. */
    private static double sum(double[] sums, int from) {
        double even = 0;
        double odd = 0;
        for (int lane = 0; lane < LANES; lane += 2) {
            even += sums[from + lane];
            odd += sums[from + lane + 1];
        }
        return even + odd;
    }

    private static void two(int depth, MemorySegment left, long row0, long row1, long row2, long row3,
            MemorySegment right,
            long column0, long column1, double[] sums) {
        MemorySegment lhs = NativeSegments.cast(left);
        MemorySegment rhs = NativeSegments.cast(right);
        var r0c0 = DoubleVector.zero(SPECIES);
        var r0c1 = DoubleVector.zero(SPECIES);
        var r1c0 = DoubleVector.zero(SPECIES);
        var r1c1 = DoubleVector.zero(SPECIES);
        var r2c0 = DoubleVector.zero(SPECIES);
        var r2c1 = DoubleVector.zero(SPECIES);
        var r3c0 = DoubleVector.zero(SPECIES);
        var r3c1 = DoubleVector.zero(SPECIES);
        int whole = SPECIES.loopBound(depth);
        for (int p = 0; p < whole; p += LANES) {
            var b0 = DoubleVector.fromMemorySegment(SPECIES, rhs, (column0 + p) * Double.BYTES, ORDER);
            var b1 = DoubleVector.fromMemorySegment(SPECIES, rhs, (column1 + p) * Double.BYTES, ORDER);
            var a0 = DoubleVector.fromMemorySegment(SPECIES, lhs, (row0 + p) * Double.BYTES, ORDER);
            r0c0 = VectorDoubleKernel.FUSED ? a0.fma(b0, r0c0) : a0.mul(b0).add(r0c0);
            r0c1 = VectorDoubleKernel.FUSED ? a0.fma(b1, r0c1) : a0.mul(b1).add(r0c1);
            var a1 = DoubleVector.fromMemorySegment(SPECIES, lhs, (row1 + p) * Double.BYTES, ORDER);
            r1c0 = VectorDoubleKernel.FUSED ? a1.fma(b0, r1c0) : a1.mul(b0).add(r1c0);
            r1c1 = VectorDoubleKernel.FUSED ? a1.fma(b1, r1c1) : a1.mul(b1).add(r1c1);
            var a2 = DoubleVector.fromMemorySegment(SPECIES, lhs, (row2 + p) * Double.BYTES, ORDER);
            r2c0 = VectorDoubleKernel.FUSED ? a2.fma(b0, r2c0) : a2.mul(b0).add(r2c0);
            r2c1 = VectorDoubleKernel.FUSED ? a2.fma(b1, r2c1) : a2.mul(b1).add(r2c1);
            var a3 = DoubleVector.fromMemorySegment(SPECIES, lhs, (row3 + p) * Double.BYTES, ORDER);
            r3c0 = VectorDoubleKernel.FUSED ? a3.fma(b0, r3c0) : a3.mul(b0).add(r3c0);
            r3c1 = VectorDoubleKernel.FUSED ? a3.fma(b1, r3c1) : a3.mul(b1).add(r3c1);
        }
        r0c0.intoArray(sums, 0);
        r0c1.intoArray(sums, LANES);
        r1c0.intoArray(sums, 2 * LANES);
        r1c1.intoArray(sums, 3 * LANES);
        r2c0.intoArray(sums, 4 * LANES);
        r2c1.intoArray(sums, 5 * LANES);
        r3c0.intoArray(sums, 6 * LANES);
        r3c1.intoArray(sums, 7 * LANES);
    }

    private static void four(int depth, MemorySegment left, long row0, long row1, long row2, long row3,
            MemorySegment right, long column0, long column1, long column2, long column3, double[] sums) {
        MemorySegment lhs = NativeSegments.cast(left);
        MemorySegment rhs = NativeSegments.cast(right);
        var r0c0 = DoubleVector.zero(SPECIES);
        var r0c1 = DoubleVector.zero(SPECIES);
        var r0c2 = DoubleVector.zero(SPECIES);
        var r0c3 = DoubleVector.zero(SPECIES);
        var r1c0 = DoubleVector.zero(SPECIES);
        var r1c1 = DoubleVector.zero(SPECIES);
        var r1c2 = DoubleVector.zero(SPECIES);
        var r1c3 = DoubleVector.zero(SPECIES);
        var r2c0 = DoubleVector.zero(SPECIES);
        var r2c1 = DoubleVector.zero(SPECIES);
        var r2c2 = DoubleVector.zero(SPECIES);
        var r2c3 = DoubleVector.zero(SPECIES);
        var r3c0 = DoubleVector.zero(SPECIES);
        var r3c1 = DoubleVector.zero(SPECIES);
        var r3c2 = DoubleVector.zero(SPECIES);
        var r3c3 = DoubleVector.zero(SPECIES);
        int whole = SPECIES.loopBound(depth);
        for (int p = 0; p < whole; p += LANES) {
            var b0 = DoubleVector.fromMemorySegment(SPECIES, rhs, (column0 + p) * Double.BYTES, ORDER);
            var b1 = DoubleVector.fromMemorySegment(SPECIES, rhs, (column1 + p) * Double.BYTES, ORDER);
            var b2 = DoubleVector.fromMemorySegment(SPECIES, rhs, (column2 + p) * Double.BYTES, ORDER);
            var b3 = DoubleVector.fromMemorySegment(SPECIES, rhs, (column3 + p) * Double.BYTES, ORDER);
            var a0 = DoubleVector.fromMemorySegment(SPECIES, lhs, (row0 + p) * Double.BYTES, ORDER);
            r0c0 = a0.fma(b0, r0c0);
            r0c1 = a0.fma(b1, r0c1);
            r0c2 = a0.fma(b2, r0c2);
            r0c3 = a0.fma(b3, r0c3);
            var a1 = DoubleVector.fromMemorySegment(SPECIES, lhs, (row1 + p) * Double.BYTES, ORDER);
            r1c0 = a1.fma(b0, r1c0);
            r1c1 = a1.fma(b1, r1c1);
            r1c2 = a1.fma(b2, r1c2);
            r1c3 = a1.fma(b3, r1c3);
            var a2 = DoubleVector.fromMemorySegment(SPECIES, lhs, (row2 + p) * Double.BYTES, ORDER);
            r2c0 = a2.fma(b0, r2c0);
            r2c1 = a2.fma(b1, r2c1);
            r2c2 = a2.fma(b2, r2c2);
            r2c3 = a2.fma(b3, r2c3);
            var a3 = DoubleVector.fromMemorySegment(SPECIES, lhs, (row3 + p) * Double.BYTES, ORDER);
            r3c0 = a3.fma(b0, r3c0);
            r3c1 = a3.fma(b1, r3c1);
            r3c2 = a3.fma(b2, r3c2);
            r3c3 = a3.fma(b3, r3c3);
        }
        r0c0.intoArray(sums, 0);
        r0c1.intoArray(sums, LANES);
        r0c2.intoArray(sums, 2 * LANES);
        r0c3.intoArray(sums, 3 * LANES);
        r1c0.intoArray(sums, 4 * LANES);
        r1c1.intoArray(sums, 5 * LANES);
        r1c2.intoArray(sums, 6 * LANES);
        r1c3.intoArray(sums, 7 * LANES);
        r2c0.intoArray(sums, 8 * LANES);
        r2c1.intoArray(sums, 9 * LANES);
        r2c2.intoArray(sums, 10 * LANES);
        r2c3.intoArray(sums, 11 * LANES);
        r3c0.intoArray(sums, 12 * LANES);
        r3c1.intoArray(sums, 13 * LANES);
        r3c2.intoArray(sums, 14 * LANES);
        r3c3.intoArray(sums, 15 * LANES);
    }
}

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
 * along the inner axis, 4 rows by 2 columns at a time. Sums across the lanes are cheap only where there are few of
 * them.
 */
final class DoubleDots {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int ROWS = 4;
    private static final int COLUMNS = 2;

    private DoubleDots() {}

    /** Overwrites some rows and columns of {@code out}, ends exclusive; {@code sums} has room for 8 vectors. */
    static void multiply(long rowStart, long rowEnd, long columnStart, long columnEnd, int depth, Matrix lhs,
            Matrix rhs,
            Matrix out, double[] sums) {
        for (long j = columnStart; j < columnEnd; j += COLUMNS) {
            long column0 = rhs.index(0, j);
            long column1 = rhs.index(0, Math.min(j + 1, columnEnd - 1));
            for (long i = rowStart; i < rowEnd; i += ROWS) {
                long row0 = lhs.index(i, 0);
                long row1 = lhs.index(Math.min(i + 1, rowEnd - 1), 0);
                long row2 = lhs.index(Math.min(i + 2, rowEnd - 1), 0);
                long row3 = lhs.index(Math.min(i + 3, rowEnd - 1), 0);
                tile(depth, lhs.segment(), row0, row1, row2, row3, rhs.segment(), column0, column1, sums);
                for (int r = 0; r < Math.min(ROWS, rowEnd - i); r++) {
                    for (int c = 0; c < Math.min(COLUMNS, columnEnd - j); c++) {
                        double sum = sum(sums, (r * COLUMNS + c) * LANES);
                        for (int p = SPECIES.loopBound(depth); p < depth; p++) {
                            sum += lhs.segment().getAtIndex(JAVA_DOUBLE, lhs.index(i + r, p))
                                    * rhs.segment().getAtIndex(JAVA_DOUBLE, rhs.index(p, j + c));
                        }
                        out.segment().setAtIndex(JAVA_DOUBLE, out.index(i + r, j + c), sum);
                    }
                }
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

    private static void tile(int depth, MemorySegment left, long row0, long row1, long row2, long row3,
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
}

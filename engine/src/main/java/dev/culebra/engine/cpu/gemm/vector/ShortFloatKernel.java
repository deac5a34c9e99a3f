package dev.culebra.engine.cpu.gemm.vector;

import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of 4 rows by 2 vectors: 8 sums, for the 16 vector registers of SSE and AVX2. What is left of a product at its right edge is
 * computed by one vector. Six rows would fit too, but the JIT then spills
 * sums: it loads all of a column first.
 */
final class ShortFloatKernel extends VectorFloatKernel {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int COLUMNS = 2 * LANES;
    private static final int BYTES = SPECIES.vectorByteSize();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    @Override
    public int rows() {
        return 4;
    }

    @Override
    public void multiply(int columns, int depth, float[] lhs, int lhsAt, int lhsRow, MemorySegment rhs, long rhsAt,
            long rhsRow,
            float[] tile, int tileAt) {
        if (columns > LANES) {
            two(depth, lhs, lhsAt, lhsRow, rhs, rhsAt, rhsRow, tile, tileAt);
        } else {
            one(depth, lhs, lhsAt, lhsRow, rhs, rhsAt, rhsRow, tile, tileAt);
        }
    }

    private static void two(int depth, float[] lhs, int lhsAt, int lhsRow, MemorySegment rhs, long rhsAt, long rhsRow,
            float[] tile, int at) {
        MemorySegment right = NativeSegments.cast(rhs);
        var zero = FloatVector.zero(SPECIES);
        FloatVector r0c0 = zero, r0c1 = zero;
        FloatVector r1c0 = zero, r1c1 = zero;
        FloatVector r2c0 = zero, r2c1 = zero;
        FloatVector r3c0 = zero, r3c1 = zero;
        int row1 = lhsAt + lhsRow;
        int row2 = lhsAt + 2 * lhsRow;
        int row3 = lhsAt + 3 * lhsRow;
        for (int p = 0; p < depth; p++) {
            long b = (rhsAt + p * rhsRow) * Float.BYTES;
            var b0 = FloatVector.fromMemorySegment(SPECIES, right, b, ORDER);
            var b1 = FloatVector.fromMemorySegment(SPECIES, right, b + BYTES, ORDER);
            var a0 = FloatVector.broadcast(SPECIES, lhs[lhsAt + p]);
            r0c0 = FUSED ? a0.fma(b0, r0c0) : a0.mul(b0).add(r0c0);
            r0c1 = FUSED ? a0.fma(b1, r0c1) : a0.mul(b1).add(r0c1);
            var a1 = FloatVector.broadcast(SPECIES, lhs[row1 + p]);
            r1c0 = FUSED ? a1.fma(b0, r1c0) : a1.mul(b0).add(r1c0);
            r1c1 = FUSED ? a1.fma(b1, r1c1) : a1.mul(b1).add(r1c1);
            var a2 = FloatVector.broadcast(SPECIES, lhs[row2 + p]);
            r2c0 = FUSED ? a2.fma(b0, r2c0) : a2.mul(b0).add(r2c0);
            r2c1 = FUSED ? a2.fma(b1, r2c1) : a2.mul(b1).add(r2c1);
            var a3 = FloatVector.broadcast(SPECIES, lhs[row3 + p]);
            r3c0 = FUSED ? a3.fma(b0, r3c0) : a3.mul(b0).add(r3c0);
            r3c1 = FUSED ? a3.fma(b1, r3c1) : a3.mul(b1).add(r3c1);
        }
        r0c0.intoArray(tile, at);
        r0c1.intoArray(tile, at + LANES);
        r1c0.intoArray(tile, at + COLUMNS);
        r1c1.intoArray(tile, at + COLUMNS + LANES);
        r2c0.intoArray(tile, at + 2 * COLUMNS);
        r2c1.intoArray(tile, at + 2 * COLUMNS + LANES);
        r3c0.intoArray(tile, at + 3 * COLUMNS);
        r3c1.intoArray(tile, at + 3 * COLUMNS + LANES);
    }

    private static void one(int depth, float[] lhs, int lhsAt, int lhsRow, MemorySegment rhs, long rhsAt, long rhsRow,
            float[] tile, int at) {
        MemorySegment right = NativeSegments.cast(rhs);
        var zero = FloatVector.zero(SPECIES);
        FloatVector r0c0 = zero;
        FloatVector r1c0 = zero;
        FloatVector r2c0 = zero;
        FloatVector r3c0 = zero;
        int row1 = lhsAt + lhsRow;
        int row2 = lhsAt + 2 * lhsRow;
        int row3 = lhsAt + 3 * lhsRow;
        for (int p = 0; p < depth; p++) {
            long b = (rhsAt + p * rhsRow) * Float.BYTES;
            var b0 = FloatVector.fromMemorySegment(SPECIES, right, b, ORDER);
            var a0 = FloatVector.broadcast(SPECIES, lhs[lhsAt + p]);
            r0c0 = FUSED ? a0.fma(b0, r0c0) : a0.mul(b0).add(r0c0);
            var a1 = FloatVector.broadcast(SPECIES, lhs[row1 + p]);
            r1c0 = FUSED ? a1.fma(b0, r1c0) : a1.mul(b0).add(r1c0);
            var a2 = FloatVector.broadcast(SPECIES, lhs[row2 + p]);
            r2c0 = FUSED ? a2.fma(b0, r2c0) : a2.mul(b0).add(r2c0);
            var a3 = FloatVector.broadcast(SPECIES, lhs[row3 + p]);
            r3c0 = FUSED ? a3.fma(b0, r3c0) : a3.mul(b0).add(r3c0);
        }
        r0c0.intoArray(tile, at);
        r1c0.intoArray(tile, at + COLUMNS);
        r2c0.intoArray(tile, at + 2 * COLUMNS);
        r3c0.intoArray(tile, at + 3 * COLUMNS);
    }
}

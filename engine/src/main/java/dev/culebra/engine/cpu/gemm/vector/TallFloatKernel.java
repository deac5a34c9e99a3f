package dev.culebra.engine.cpu.gemm.vector;

import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of 6 rows by 4 vectors: 24 sums, for the 32 vector registers of AVX-512 and NEON. A number of the left operand takes as
 * long to spread over a vector as two multiply-adds, so a tile is wide rather than tall. What is left of a product at its right
 * edge is computed by two vectors or one.
 */
final class TallFloatKernel extends VectorFloatKernel {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int COLUMNS = 4 * LANES;
    private static final int BYTES = SPECIES.vectorByteSize();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    @Override
    public int rows() {
        return 6;
    }

    @Override
    public void multiply(int columns, int depth, float[] lhs, int lhsAt, int lhsRow, MemorySegment rhs, long rhsAt,
            long rhsRow,
            float[] tile, int tileAt) {
        if (columns > 2 * LANES) {
            four(depth, lhs, lhsAt, lhsRow, rhs, rhsAt, rhsRow, tile, tileAt);
        } else if (columns > LANES) {
            two(depth, lhs, lhsAt, lhsRow, rhs, rhsAt, rhsRow, tile, tileAt);
        } else {
            one(depth, lhs, lhsAt, lhsRow, rhs, rhsAt, rhsRow, tile, tileAt);
        }
    }

    private static void four(int depth, float[] lhs, int lhsAt, int lhsRow, MemorySegment rhs, long rhsAt, long rhsRow,
            float[] tile, int at) {
        MemorySegment right = NativeSegments.cast(rhs);
        var zero = FloatVector.zero(SPECIES);
        FloatVector r0c0 = zero, r0c1 = zero, r0c2 = zero, r0c3 = zero;
        FloatVector r1c0 = zero, r1c1 = zero, r1c2 = zero, r1c3 = zero;
        FloatVector r2c0 = zero, r2c1 = zero, r2c2 = zero, r2c3 = zero;
        FloatVector r3c0 = zero, r3c1 = zero, r3c2 = zero, r3c3 = zero;
        FloatVector r4c0 = zero, r4c1 = zero, r4c2 = zero, r4c3 = zero;
        FloatVector r5c0 = zero, r5c1 = zero, r5c2 = zero, r5c3 = zero;
        int row1 = lhsAt + lhsRow;
        int row2 = lhsAt + 2 * lhsRow;
        int row3 = lhsAt + 3 * lhsRow;
        int row4 = lhsAt + 4 * lhsRow;
        int row5 = lhsAt + 5 * lhsRow;
        for (int p = 0; p < depth; p++) {
            long b = (rhsAt + p * rhsRow) * Float.BYTES;
            var b0 = FloatVector.fromMemorySegment(SPECIES, right, b, ORDER);
            var b1 = FloatVector.fromMemorySegment(SPECIES, right, b + BYTES, ORDER);
            var b2 = FloatVector.fromMemorySegment(SPECIES, right, b + 2 * BYTES, ORDER);
            var b3 = FloatVector.fromMemorySegment(SPECIES, right, b + 3 * BYTES, ORDER);
            var a0 = FloatVector.broadcast(SPECIES, lhs[lhsAt + p]);
            r0c0 = a0.fma(b0, r0c0);
            r0c1 = a0.fma(b1, r0c1);
            r0c2 = a0.fma(b2, r0c2);
            r0c3 = a0.fma(b3, r0c3);
            var a1 = FloatVector.broadcast(SPECIES, lhs[row1 + p]);
            r1c0 = a1.fma(b0, r1c0);
            r1c1 = a1.fma(b1, r1c1);
            r1c2 = a1.fma(b2, r1c2);
            r1c3 = a1.fma(b3, r1c3);
            var a2 = FloatVector.broadcast(SPECIES, lhs[row2 + p]);
            r2c0 = a2.fma(b0, r2c0);
            r2c1 = a2.fma(b1, r2c1);
            r2c2 = a2.fma(b2, r2c2);
            r2c3 = a2.fma(b3, r2c3);
            var a3 = FloatVector.broadcast(SPECIES, lhs[row3 + p]);
            r3c0 = a3.fma(b0, r3c0);
            r3c1 = a3.fma(b1, r3c1);
            r3c2 = a3.fma(b2, r3c2);
            r3c3 = a3.fma(b3, r3c3);
            var a4 = FloatVector.broadcast(SPECIES, lhs[row4 + p]);
            r4c0 = a4.fma(b0, r4c0);
            r4c1 = a4.fma(b1, r4c1);
            r4c2 = a4.fma(b2, r4c2);
            r4c3 = a4.fma(b3, r4c3);
            var a5 = FloatVector.broadcast(SPECIES, lhs[row5 + p]);
            r5c0 = a5.fma(b0, r5c0);
            r5c1 = a5.fma(b1, r5c1);
            r5c2 = a5.fma(b2, r5c2);
            r5c3 = a5.fma(b3, r5c3);
        }
        r0c0.intoArray(tile, at);
        r0c1.intoArray(tile, at + LANES);
        r0c2.intoArray(tile, at + 2 * LANES);
        r0c3.intoArray(tile, at + 3 * LANES);
        r1c0.intoArray(tile, at + COLUMNS);
        r1c1.intoArray(tile, at + COLUMNS + LANES);
        r1c2.intoArray(tile, at + COLUMNS + 2 * LANES);
        r1c3.intoArray(tile, at + COLUMNS + 3 * LANES);
        r2c0.intoArray(tile, at + 2 * COLUMNS);
        r2c1.intoArray(tile, at + 2 * COLUMNS + LANES);
        r2c2.intoArray(tile, at + 2 * COLUMNS + 2 * LANES);
        r2c3.intoArray(tile, at + 2 * COLUMNS + 3 * LANES);
        r3c0.intoArray(tile, at + 3 * COLUMNS);
        r3c1.intoArray(tile, at + 3 * COLUMNS + LANES);
        r3c2.intoArray(tile, at + 3 * COLUMNS + 2 * LANES);
        r3c3.intoArray(tile, at + 3 * COLUMNS + 3 * LANES);
        r4c0.intoArray(tile, at + 4 * COLUMNS);
        r4c1.intoArray(tile, at + 4 * COLUMNS + LANES);
        r4c2.intoArray(tile, at + 4 * COLUMNS + 2 * LANES);
        r4c3.intoArray(tile, at + 4 * COLUMNS + 3 * LANES);
        r5c0.intoArray(tile, at + 5 * COLUMNS);
        r5c1.intoArray(tile, at + 5 * COLUMNS + LANES);
        r5c2.intoArray(tile, at + 5 * COLUMNS + 2 * LANES);
        r5c3.intoArray(tile, at + 5 * COLUMNS + 3 * LANES);
    }

    private static void two(int depth, float[] lhs, int lhsAt, int lhsRow, MemorySegment rhs, long rhsAt, long rhsRow,
            float[] tile, int at) {
        MemorySegment right = NativeSegments.cast(rhs);
        var zero = FloatVector.zero(SPECIES);
        FloatVector r0c0 = zero, r0c1 = zero;
        FloatVector r1c0 = zero, r1c1 = zero;
        FloatVector r2c0 = zero, r2c1 = zero;
        FloatVector r3c0 = zero, r3c1 = zero;
        FloatVector r4c0 = zero, r4c1 = zero;
        FloatVector r5c0 = zero, r5c1 = zero;
        int row1 = lhsAt + lhsRow;
        int row2 = lhsAt + 2 * lhsRow;
        int row3 = lhsAt + 3 * lhsRow;
        int row4 = lhsAt + 4 * lhsRow;
        int row5 = lhsAt + 5 * lhsRow;
        for (int p = 0; p < depth; p++) {
            long b = (rhsAt + p * rhsRow) * Float.BYTES;
            var b0 = FloatVector.fromMemorySegment(SPECIES, right, b, ORDER);
            var b1 = FloatVector.fromMemorySegment(SPECIES, right, b + BYTES, ORDER);
            var a0 = FloatVector.broadcast(SPECIES, lhs[lhsAt + p]);
            r0c0 = a0.fma(b0, r0c0);
            r0c1 = a0.fma(b1, r0c1);
            var a1 = FloatVector.broadcast(SPECIES, lhs[row1 + p]);
            r1c0 = a1.fma(b0, r1c0);
            r1c1 = a1.fma(b1, r1c1);
            var a2 = FloatVector.broadcast(SPECIES, lhs[row2 + p]);
            r2c0 = a2.fma(b0, r2c0);
            r2c1 = a2.fma(b1, r2c1);
            var a3 = FloatVector.broadcast(SPECIES, lhs[row3 + p]);
            r3c0 = a3.fma(b0, r3c0);
            r3c1 = a3.fma(b1, r3c1);
            var a4 = FloatVector.broadcast(SPECIES, lhs[row4 + p]);
            r4c0 = a4.fma(b0, r4c0);
            r4c1 = a4.fma(b1, r4c1);
            var a5 = FloatVector.broadcast(SPECIES, lhs[row5 + p]);
            r5c0 = a5.fma(b0, r5c0);
            r5c1 = a5.fma(b1, r5c1);
        }
        r0c0.intoArray(tile, at);
        r0c1.intoArray(tile, at + LANES);
        r1c0.intoArray(tile, at + COLUMNS);
        r1c1.intoArray(tile, at + COLUMNS + LANES);
        r2c0.intoArray(tile, at + 2 * COLUMNS);
        r2c1.intoArray(tile, at + 2 * COLUMNS + LANES);
        r3c0.intoArray(tile, at + 3 * COLUMNS);
        r3c1.intoArray(tile, at + 3 * COLUMNS + LANES);
        r4c0.intoArray(tile, at + 4 * COLUMNS);
        r4c1.intoArray(tile, at + 4 * COLUMNS + LANES);
        r5c0.intoArray(tile, at + 5 * COLUMNS);
        r5c1.intoArray(tile, at + 5 * COLUMNS + LANES);
    }

    private static void one(int depth, float[] lhs, int lhsAt, int lhsRow, MemorySegment rhs, long rhsAt, long rhsRow,
            float[] tile, int at) {
        MemorySegment right = NativeSegments.cast(rhs);
        var zero = FloatVector.zero(SPECIES);
        FloatVector r0c0 = zero;
        FloatVector r1c0 = zero;
        FloatVector r2c0 = zero;
        FloatVector r3c0 = zero;
        FloatVector r4c0 = zero;
        FloatVector r5c0 = zero;
        int row1 = lhsAt + lhsRow;
        int row2 = lhsAt + 2 * lhsRow;
        int row3 = lhsAt + 3 * lhsRow;
        int row4 = lhsAt + 4 * lhsRow;
        int row5 = lhsAt + 5 * lhsRow;
        for (int p = 0; p < depth; p++) {
            long b = (rhsAt + p * rhsRow) * Float.BYTES;
            var b0 = FloatVector.fromMemorySegment(SPECIES, right, b, ORDER);
            var a0 = FloatVector.broadcast(SPECIES, lhs[lhsAt + p]);
            r0c0 = a0.fma(b0, r0c0);
            var a1 = FloatVector.broadcast(SPECIES, lhs[row1 + p]);
            r1c0 = a1.fma(b0, r1c0);
            var a2 = FloatVector.broadcast(SPECIES, lhs[row2 + p]);
            r2c0 = a2.fma(b0, r2c0);
            var a3 = FloatVector.broadcast(SPECIES, lhs[row3 + p]);
            r3c0 = a3.fma(b0, r3c0);
            var a4 = FloatVector.broadcast(SPECIES, lhs[row4 + p]);
            r4c0 = a4.fma(b0, r4c0);
            var a5 = FloatVector.broadcast(SPECIES, lhs[row5 + p]);
            r5c0 = a5.fma(b0, r5c0);
        }
        r0c0.intoArray(tile, at);
        r1c0.intoArray(tile, at + COLUMNS);
        r2c0.intoArray(tile, at + 2 * COLUMNS);
        r3c0.intoArray(tile, at + 3 * COLUMNS);
        r4c0.intoArray(tile, at + 4 * COLUMNS);
        r5c0.intoArray(tile, at + 5 * COLUMNS);
    }
}

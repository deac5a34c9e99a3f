package dev.culebra.engine.cpu.gemm.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of 12 rows by 2 vectors: 24 sums, for the 32 vector registers of AVX-512 and NEON. What is left of a product
 * at its lower edge is computed by four rows, at its right edge by one vector.
 */
final class TallFloatKernel extends VectorFloatKernel {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int COLUMNS = 2 * LANES;

    @Override
    public int rows() {
        return 12;
    }

    @Override
    public void multiply(int rows, int columns, int depth, float[] lhs, int lhsOffset, float[] rhs, int rhsOffset,
            float[] tile) {
        if (columns > LANES) {
            if (rows > 4) {
                wide(depth, lhs, lhsOffset, rhs, rhsOffset, tile);
            } else {
                wideFour(depth, lhs, lhsOffset, rhs, rhsOffset, tile);
            }
        } else if (rows > 4) {
            narrow(depth, lhs, lhsOffset, rhs, rhsOffset, tile);
        } else {
            narrowFour(depth, lhs, lhsOffset, rhs, rhsOffset, tile);
        }
    }

    private static void wide(int depth, float[] lhs, int lhsOffset, float[] rhs, int rhsOffset, float[] tile) {
        var r0c0 = FloatVector.zero(SPECIES);
        var r0c1 = FloatVector.zero(SPECIES);
        var r1c0 = FloatVector.zero(SPECIES);
        var r1c1 = FloatVector.zero(SPECIES);
        var r2c0 = FloatVector.zero(SPECIES);
        var r2c1 = FloatVector.zero(SPECIES);
        var r3c0 = FloatVector.zero(SPECIES);
        var r3c1 = FloatVector.zero(SPECIES);
        var r4c0 = FloatVector.zero(SPECIES);
        var r4c1 = FloatVector.zero(SPECIES);
        var r5c0 = FloatVector.zero(SPECIES);
        var r5c1 = FloatVector.zero(SPECIES);
        var r6c0 = FloatVector.zero(SPECIES);
        var r6c1 = FloatVector.zero(SPECIES);
        var r7c0 = FloatVector.zero(SPECIES);
        var r7c1 = FloatVector.zero(SPECIES);
        var r8c0 = FloatVector.zero(SPECIES);
        var r8c1 = FloatVector.zero(SPECIES);
        var r9c0 = FloatVector.zero(SPECIES);
        var r9c1 = FloatVector.zero(SPECIES);
        var r10c0 = FloatVector.zero(SPECIES);
        var r10c1 = FloatVector.zero(SPECIES);
        var r11c0 = FloatVector.zero(SPECIES);
        var r11c1 = FloatVector.zero(SPECIES);
        for (int p = 0; p < depth; p++) {
            int l = lhsOffset + p;
            int r = rhsOffset + p * COLUMNS;
            var b0 = FloatVector.fromArray(SPECIES, rhs, r);
            var b1 = FloatVector.fromArray(SPECIES, rhs, r + LANES);
            var a0 = FloatVector.broadcast(SPECIES, lhs[l]);
            r0c0 = a0.fma(b0, r0c0);
            r0c1 = a0.fma(b1, r0c1);
            var a1 = FloatVector.broadcast(SPECIES, lhs[l + DEPTH]);
            r1c0 = a1.fma(b0, r1c0);
            r1c1 = a1.fma(b1, r1c1);
            var a2 = FloatVector.broadcast(SPECIES, lhs[l + 2 * DEPTH]);
            r2c0 = a2.fma(b0, r2c0);
            r2c1 = a2.fma(b1, r2c1);
            var a3 = FloatVector.broadcast(SPECIES, lhs[l + 3 * DEPTH]);
            r3c0 = a3.fma(b0, r3c0);
            r3c1 = a3.fma(b1, r3c1);
            var a4 = FloatVector.broadcast(SPECIES, lhs[l + 4 * DEPTH]);
            r4c0 = a4.fma(b0, r4c0);
            r4c1 = a4.fma(b1, r4c1);
            var a5 = FloatVector.broadcast(SPECIES, lhs[l + 5 * DEPTH]);
            r5c0 = a5.fma(b0, r5c0);
            r5c1 = a5.fma(b1, r5c1);
            var a6 = FloatVector.broadcast(SPECIES, lhs[l + 6 * DEPTH]);
            r6c0 = a6.fma(b0, r6c0);
            r6c1 = a6.fma(b1, r6c1);
            var a7 = FloatVector.broadcast(SPECIES, lhs[l + 7 * DEPTH]);
            r7c0 = a7.fma(b0, r7c0);
            r7c1 = a7.fma(b1, r7c1);
            var a8 = FloatVector.broadcast(SPECIES, lhs[l + 8 * DEPTH]);
            r8c0 = a8.fma(b0, r8c0);
            r8c1 = a8.fma(b1, r8c1);
            var a9 = FloatVector.broadcast(SPECIES, lhs[l + 9 * DEPTH]);
            r9c0 = a9.fma(b0, r9c0);
            r9c1 = a9.fma(b1, r9c1);
            var a10 = FloatVector.broadcast(SPECIES, lhs[l + 10 * DEPTH]);
            r10c0 = a10.fma(b0, r10c0);
            r10c1 = a10.fma(b1, r10c1);
            var a11 = FloatVector.broadcast(SPECIES, lhs[l + 11 * DEPTH]);
            r11c0 = a11.fma(b0, r11c0);
            r11c1 = a11.fma(b1, r11c1);
        }
        r0c0.intoArray(tile, 0);
        r0c1.intoArray(tile, LANES);
        r1c0.intoArray(tile, COLUMNS);
        r1c1.intoArray(tile, COLUMNS + LANES);
        r2c0.intoArray(tile, 2 * COLUMNS);
        r2c1.intoArray(tile, 2 * COLUMNS + LANES);
        r3c0.intoArray(tile, 3 * COLUMNS);
        r3c1.intoArray(tile, 3 * COLUMNS + LANES);
        r4c0.intoArray(tile, 4 * COLUMNS);
        r4c1.intoArray(tile, 4 * COLUMNS + LANES);
        r5c0.intoArray(tile, 5 * COLUMNS);
        r5c1.intoArray(tile, 5 * COLUMNS + LANES);
        r6c0.intoArray(tile, 6 * COLUMNS);
        r6c1.intoArray(tile, 6 * COLUMNS + LANES);
        r7c0.intoArray(tile, 7 * COLUMNS);
        r7c1.intoArray(tile, 7 * COLUMNS + LANES);
        r8c0.intoArray(tile, 8 * COLUMNS);
        r8c1.intoArray(tile, 8 * COLUMNS + LANES);
        r9c0.intoArray(tile, 9 * COLUMNS);
        r9c1.intoArray(tile, 9 * COLUMNS + LANES);
        r10c0.intoArray(tile, 10 * COLUMNS);
        r10c1.intoArray(tile, 10 * COLUMNS + LANES);
        r11c0.intoArray(tile, 11 * COLUMNS);
        r11c1.intoArray(tile, 11 * COLUMNS + LANES);
    }

    private static void wideFour(int depth, float[] lhs, int lhsOffset, float[] rhs, int rhsOffset, float[] tile) {
        var r0c0 = FloatVector.zero(SPECIES);
        var r0c1 = FloatVector.zero(SPECIES);
        var r1c0 = FloatVector.zero(SPECIES);
        var r1c1 = FloatVector.zero(SPECIES);
        var r2c0 = FloatVector.zero(SPECIES);
        var r2c1 = FloatVector.zero(SPECIES);
        var r3c0 = FloatVector.zero(SPECIES);
        var r3c1 = FloatVector.zero(SPECIES);
        for (int p = 0; p < depth; p++) {
            int l = lhsOffset + p;
            int r = rhsOffset + p * COLUMNS;
            var b0 = FloatVector.fromArray(SPECIES, rhs, r);
            var b1 = FloatVector.fromArray(SPECIES, rhs, r + LANES);
            var a0 = FloatVector.broadcast(SPECIES, lhs[l]);
            r0c0 = a0.fma(b0, r0c0);
            r0c1 = a0.fma(b1, r0c1);
            var a1 = FloatVector.broadcast(SPECIES, lhs[l + DEPTH]);
            r1c0 = a1.fma(b0, r1c0);
            r1c1 = a1.fma(b1, r1c1);
            var a2 = FloatVector.broadcast(SPECIES, lhs[l + 2 * DEPTH]);
            r2c0 = a2.fma(b0, r2c0);
            r2c1 = a2.fma(b1, r2c1);
            var a3 = FloatVector.broadcast(SPECIES, lhs[l + 3 * DEPTH]);
            r3c0 = a3.fma(b0, r3c0);
            r3c1 = a3.fma(b1, r3c1);
        }
        r0c0.intoArray(tile, 0);
        r0c1.intoArray(tile, LANES);
        r1c0.intoArray(tile, COLUMNS);
        r1c1.intoArray(tile, COLUMNS + LANES);
        r2c0.intoArray(tile, 2 * COLUMNS);
        r2c1.intoArray(tile, 2 * COLUMNS + LANES);
        r3c0.intoArray(tile, 3 * COLUMNS);
        r3c1.intoArray(tile, 3 * COLUMNS + LANES);
    }

    private static void narrow(int depth, float[] lhs, int lhsOffset, float[] rhs, int rhsOffset, float[] tile) {
        var r0c0 = FloatVector.zero(SPECIES);
        var r1c0 = FloatVector.zero(SPECIES);
        var r2c0 = FloatVector.zero(SPECIES);
        var r3c0 = FloatVector.zero(SPECIES);
        var r4c0 = FloatVector.zero(SPECIES);
        var r5c0 = FloatVector.zero(SPECIES);
        var r6c0 = FloatVector.zero(SPECIES);
        var r7c0 = FloatVector.zero(SPECIES);
        var r8c0 = FloatVector.zero(SPECIES);
        var r9c0 = FloatVector.zero(SPECIES);
        var r10c0 = FloatVector.zero(SPECIES);
        var r11c0 = FloatVector.zero(SPECIES);
        for (int p = 0; p < depth; p++) {
            int l = lhsOffset + p;
            int r = rhsOffset + p * LANES;
            var b0 = FloatVector.fromArray(SPECIES, rhs, r);
            var a0 = FloatVector.broadcast(SPECIES, lhs[l]);
            r0c0 = a0.fma(b0, r0c0);
            var a1 = FloatVector.broadcast(SPECIES, lhs[l + DEPTH]);
            r1c0 = a1.fma(b0, r1c0);
            var a2 = FloatVector.broadcast(SPECIES, lhs[l + 2 * DEPTH]);
            r2c0 = a2.fma(b0, r2c0);
            var a3 = FloatVector.broadcast(SPECIES, lhs[l + 3 * DEPTH]);
            r3c0 = a3.fma(b0, r3c0);
            var a4 = FloatVector.broadcast(SPECIES, lhs[l + 4 * DEPTH]);
            r4c0 = a4.fma(b0, r4c0);
            var a5 = FloatVector.broadcast(SPECIES, lhs[l + 5 * DEPTH]);
            r5c0 = a5.fma(b0, r5c0);
            var a6 = FloatVector.broadcast(SPECIES, lhs[l + 6 * DEPTH]);
            r6c0 = a6.fma(b0, r6c0);
            var a7 = FloatVector.broadcast(SPECIES, lhs[l + 7 * DEPTH]);
            r7c0 = a7.fma(b0, r7c0);
            var a8 = FloatVector.broadcast(SPECIES, lhs[l + 8 * DEPTH]);
            r8c0 = a8.fma(b0, r8c0);
            var a9 = FloatVector.broadcast(SPECIES, lhs[l + 9 * DEPTH]);
            r9c0 = a9.fma(b0, r9c0);
            var a10 = FloatVector.broadcast(SPECIES, lhs[l + 10 * DEPTH]);
            r10c0 = a10.fma(b0, r10c0);
            var a11 = FloatVector.broadcast(SPECIES, lhs[l + 11 * DEPTH]);
            r11c0 = a11.fma(b0, r11c0);
        }
        r0c0.intoArray(tile, 0);
        r1c0.intoArray(tile, COLUMNS);
        r2c0.intoArray(tile, 2 * COLUMNS);
        r3c0.intoArray(tile, 3 * COLUMNS);
        r4c0.intoArray(tile, 4 * COLUMNS);
        r5c0.intoArray(tile, 5 * COLUMNS);
        r6c0.intoArray(tile, 6 * COLUMNS);
        r7c0.intoArray(tile, 7 * COLUMNS);
        r8c0.intoArray(tile, 8 * COLUMNS);
        r9c0.intoArray(tile, 9 * COLUMNS);
        r10c0.intoArray(tile, 10 * COLUMNS);
        r11c0.intoArray(tile, 11 * COLUMNS);
    }

    private static void narrowFour(int depth, float[] lhs, int lhsOffset, float[] rhs, int rhsOffset, float[] tile) {
        var r0c0 = FloatVector.zero(SPECIES);
        var r1c0 = FloatVector.zero(SPECIES);
        var r2c0 = FloatVector.zero(SPECIES);
        var r3c0 = FloatVector.zero(SPECIES);
        for (int p = 0; p < depth; p++) {
            int l = lhsOffset + p;
            int r = rhsOffset + p * LANES;
            var b0 = FloatVector.fromArray(SPECIES, rhs, r);
            var a0 = FloatVector.broadcast(SPECIES, lhs[l]);
            r0c0 = a0.fma(b0, r0c0);
            var a1 = FloatVector.broadcast(SPECIES, lhs[l + DEPTH]);
            r1c0 = a1.fma(b0, r1c0);
            var a2 = FloatVector.broadcast(SPECIES, lhs[l + 2 * DEPTH]);
            r2c0 = a2.fma(b0, r2c0);
            var a3 = FloatVector.broadcast(SPECIES, lhs[l + 3 * DEPTH]);
            r3c0 = a3.fma(b0, r3c0);
        }
        r0c0.intoArray(tile, 0);
        r1c0.intoArray(tile, COLUMNS);
        r2c0.intoArray(tile, 2 * COLUMNS);
        r3c0.intoArray(tile, 3 * COLUMNS);
    }
}

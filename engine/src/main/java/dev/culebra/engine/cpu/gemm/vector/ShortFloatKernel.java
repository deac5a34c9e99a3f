package dev.culebra.engine.cpu.gemm.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of 4 rows by 2 vectors: 8 sums, for the 16 vector registers of SSE and AVX2. What is left of a product at its
 * lower edge is computed by two rows, at its right edge by one vector. Six rows would fit too, but the JIT then spills
 * sums: it loads all of a column first.
 */
final class ShortFloatKernel extends VectorFloatKernel {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int COLUMNS = 2 * LANES;

    @Override
    public int rows() {
        return 4;
    }

    @Override
    public void multiply(int rows, int columns, int depth, float[] lhs, int lhsOffset, float[] rhs, int rhsOffset,
            float[] tile) {
        if (columns > LANES) {
            if (rows > 2) {
                wide(depth, lhs, lhsOffset, rhs, rhsOffset, tile);
            } else {
                wideTwo(depth, lhs, lhsOffset, rhs, rhsOffset, tile);
            }
        } else if (rows > 2) {
            narrow(depth, lhs, lhsOffset, rhs, rhsOffset, tile);
        } else {
            narrowTwo(depth, lhs, lhsOffset, rhs, rhsOffset, tile);
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
        for (int p = 0; p < depth; p++) {
            int l = lhsOffset + p;
            int r = rhsOffset + p * COLUMNS;
            var b0 = FloatVector.fromArray(SPECIES, rhs, r);
            var b1 = FloatVector.fromArray(SPECIES, rhs, r + LANES);
            var a0 = FloatVector.broadcast(SPECIES, lhs[l]);
            r0c0 = FUSED ? a0.fma(b0, r0c0) : a0.mul(b0).add(r0c0);
            r0c1 = FUSED ? a0.fma(b1, r0c1) : a0.mul(b1).add(r0c1);
            var a1 = FloatVector.broadcast(SPECIES, lhs[l + DEPTH]);
            r1c0 = FUSED ? a1.fma(b0, r1c0) : a1.mul(b0).add(r1c0);
            r1c1 = FUSED ? a1.fma(b1, r1c1) : a1.mul(b1).add(r1c1);
            var a2 = FloatVector.broadcast(SPECIES, lhs[l + 2 * DEPTH]);
            r2c0 = FUSED ? a2.fma(b0, r2c0) : a2.mul(b0).add(r2c0);
            r2c1 = FUSED ? a2.fma(b1, r2c1) : a2.mul(b1).add(r2c1);
            var a3 = FloatVector.broadcast(SPECIES, lhs[l + 3 * DEPTH]);
            r3c0 = FUSED ? a3.fma(b0, r3c0) : a3.mul(b0).add(r3c0);
            r3c1 = FUSED ? a3.fma(b1, r3c1) : a3.mul(b1).add(r3c1);
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

    private static void wideTwo(int depth, float[] lhs, int lhsOffset, float[] rhs, int rhsOffset, float[] tile) {
        var r0c0 = FloatVector.zero(SPECIES);
        var r0c1 = FloatVector.zero(SPECIES);
        var r1c0 = FloatVector.zero(SPECIES);
        var r1c1 = FloatVector.zero(SPECIES);
        for (int p = 0; p < depth; p++) {
            int l = lhsOffset + p;
            int r = rhsOffset + p * COLUMNS;
            var b0 = FloatVector.fromArray(SPECIES, rhs, r);
            var b1 = FloatVector.fromArray(SPECIES, rhs, r + LANES);
            var a0 = FloatVector.broadcast(SPECIES, lhs[l]);
            r0c0 = FUSED ? a0.fma(b0, r0c0) : a0.mul(b0).add(r0c0);
            r0c1 = FUSED ? a0.fma(b1, r0c1) : a0.mul(b1).add(r0c1);
            var a1 = FloatVector.broadcast(SPECIES, lhs[l + DEPTH]);
            r1c0 = FUSED ? a1.fma(b0, r1c0) : a1.mul(b0).add(r1c0);
            r1c1 = FUSED ? a1.fma(b1, r1c1) : a1.mul(b1).add(r1c1);
        }
        r0c0.intoArray(tile, 0);
        r0c1.intoArray(tile, LANES);
        r1c0.intoArray(tile, COLUMNS);
        r1c1.intoArray(tile, COLUMNS + LANES);
    }

    private static void narrow(int depth, float[] lhs, int lhsOffset, float[] rhs, int rhsOffset, float[] tile) {
        var r0c0 = FloatVector.zero(SPECIES);
        var r1c0 = FloatVector.zero(SPECIES);
        var r2c0 = FloatVector.zero(SPECIES);
        var r3c0 = FloatVector.zero(SPECIES);
        for (int p = 0; p < depth; p++) {
            int l = lhsOffset + p;
            int r = rhsOffset + p * LANES;
            var b0 = FloatVector.fromArray(SPECIES, rhs, r);
            var a0 = FloatVector.broadcast(SPECIES, lhs[l]);
            r0c0 = FUSED ? a0.fma(b0, r0c0) : a0.mul(b0).add(r0c0);
            var a1 = FloatVector.broadcast(SPECIES, lhs[l + DEPTH]);
            r1c0 = FUSED ? a1.fma(b0, r1c0) : a1.mul(b0).add(r1c0);
            var a2 = FloatVector.broadcast(SPECIES, lhs[l + 2 * DEPTH]);
            r2c0 = FUSED ? a2.fma(b0, r2c0) : a2.mul(b0).add(r2c0);
            var a3 = FloatVector.broadcast(SPECIES, lhs[l + 3 * DEPTH]);
            r3c0 = FUSED ? a3.fma(b0, r3c0) : a3.mul(b0).add(r3c0);
        }
        r0c0.intoArray(tile, 0);
        r1c0.intoArray(tile, COLUMNS);
        r2c0.intoArray(tile, 2 * COLUMNS);
        r3c0.intoArray(tile, 3 * COLUMNS);
    }

    private static void narrowTwo(int depth, float[] lhs, int lhsOffset, float[] rhs, int rhsOffset, float[] tile) {
        var r0c0 = FloatVector.zero(SPECIES);
        var r1c0 = FloatVector.zero(SPECIES);
        for (int p = 0; p < depth; p++) {
            int l = lhsOffset + p;
            int r = rhsOffset + p * LANES;
            var b0 = FloatVector.fromArray(SPECIES, rhs, r);
            var a0 = FloatVector.broadcast(SPECIES, lhs[l]);
            r0c0 = FUSED ? a0.fma(b0, r0c0) : a0.mul(b0).add(r0c0);
            var a1 = FloatVector.broadcast(SPECIES, lhs[l + DEPTH]);
            r1c0 = FUSED ? a1.fma(b0, r1c0) : a1.mul(b0).add(r1c0);
        }
        r0c0.intoArray(tile, 0);
        r1c0.intoArray(tile, COLUMNS);
    }
}

package dev.culebra.engine.cpu.gemm.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Tiles of 6 rows by 2 vectors: 12 sums, for the 16 vector registers of SSE and AVX2. */
final class ShortFloatKernel extends VectorFloatKernel {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    @Override
    public int rows() {
        return 6;
    }

    @Override
    public void multiply(int depth, float[] lhs, int lhsOffset, float[] rhs, int rhsOffset, float[] tile) {
        FloatVector r0c0 = FloatVector.zero(SPECIES), r0c1 = FloatVector.zero(SPECIES);
        FloatVector r1c0 = FloatVector.zero(SPECIES), r1c1 = FloatVector.zero(SPECIES);
        FloatVector r2c0 = FloatVector.zero(SPECIES), r2c1 = FloatVector.zero(SPECIES);
        FloatVector r3c0 = FloatVector.zero(SPECIES), r3c1 = FloatVector.zero(SPECIES);
        FloatVector r4c0 = FloatVector.zero(SPECIES), r4c1 = FloatVector.zero(SPECIES);
        FloatVector r5c0 = FloatVector.zero(SPECIES), r5c1 = FloatVector.zero(SPECIES);
        for (int p = 0; p < depth; p++) {
            int l = lhsOffset + p * 6;
            int r = rhsOffset + p * 2 * LANES;
            var b0 = FloatVector.fromArray(SPECIES, rhs, r);
            var b1 = FloatVector.fromArray(SPECIES, rhs, r + LANES);
            var a0 = FloatVector.broadcast(SPECIES, lhs[l]);
            r0c0 = a0.fma(b0, r0c0);
            r0c1 = a0.fma(b1, r0c1);
            var a1 = FloatVector.broadcast(SPECIES, lhs[l + 1]);
            r1c0 = a1.fma(b0, r1c0);
            r1c1 = a1.fma(b1, r1c1);
            var a2 = FloatVector.broadcast(SPECIES, lhs[l + 2]);
            r2c0 = a2.fma(b0, r2c0);
            r2c1 = a2.fma(b1, r2c1);
            var a3 = FloatVector.broadcast(SPECIES, lhs[l + 3]);
            r3c0 = a3.fma(b0, r3c0);
            r3c1 = a3.fma(b1, r3c1);
            var a4 = FloatVector.broadcast(SPECIES, lhs[l + 4]);
            r4c0 = a4.fma(b0, r4c0);
            r4c1 = a4.fma(b1, r4c1);
            var a5 = FloatVector.broadcast(SPECIES, lhs[l + 5]);
            r5c0 = a5.fma(b0, r5c0);
            r5c1 = a5.fma(b1, r5c1);
        }
        r0c0.intoArray(tile, 0);
        r0c1.intoArray(tile, LANES);
        r1c0.intoArray(tile, 2 * LANES);
        r1c1.intoArray(tile, 3 * LANES);
        r2c0.intoArray(tile, 4 * LANES);
        r2c1.intoArray(tile, 5 * LANES);
        r3c0.intoArray(tile, 6 * LANES);
        r3c1.intoArray(tile, 7 * LANES);
        r4c0.intoArray(tile, 8 * LANES);
        r4c1.intoArray(tile, 9 * LANES);
        r5c0.intoArray(tile, 10 * LANES);
        r5c1.intoArray(tile, 11 * LANES);
    }
}

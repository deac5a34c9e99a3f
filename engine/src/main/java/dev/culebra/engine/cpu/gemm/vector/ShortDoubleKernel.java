package dev.culebra.engine.cpu.gemm.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Tiles of 6 rows by 2 vectors: 12 sums, for the 16 vector registers of SSE and AVX2. */
final class ShortDoubleKernel extends VectorDoubleKernel {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    @Override
    public int rows() {
        return 6;
    }

    @Override
    public void multiply(int depth, double[] lhs, int lhsOffset, double[] rhs, int rhsOffset, double[] tile) {
        DoubleVector r0c0 = DoubleVector.zero(SPECIES), r0c1 = DoubleVector.zero(SPECIES);
        DoubleVector r1c0 = DoubleVector.zero(SPECIES), r1c1 = DoubleVector.zero(SPECIES);
        DoubleVector r2c0 = DoubleVector.zero(SPECIES), r2c1 = DoubleVector.zero(SPECIES);
        DoubleVector r3c0 = DoubleVector.zero(SPECIES), r3c1 = DoubleVector.zero(SPECIES);
        DoubleVector r4c0 = DoubleVector.zero(SPECIES), r4c1 = DoubleVector.zero(SPECIES);
        DoubleVector r5c0 = DoubleVector.zero(SPECIES), r5c1 = DoubleVector.zero(SPECIES);
        for (int p = 0; p < depth; p++) {
            int l = lhsOffset + p * 6;
            int r = rhsOffset + p * 2 * LANES;
            var b0 = DoubleVector.fromArray(SPECIES, rhs, r);
            var b1 = DoubleVector.fromArray(SPECIES, rhs, r + LANES);
            var a0 = DoubleVector.broadcast(SPECIES, lhs[l]);
            r0c0 = a0.fma(b0, r0c0);
            r0c1 = a0.fma(b1, r0c1);
            var a1 = DoubleVector.broadcast(SPECIES, lhs[l + 1]);
            r1c0 = a1.fma(b0, r1c0);
            r1c1 = a1.fma(b1, r1c1);
            var a2 = DoubleVector.broadcast(SPECIES, lhs[l + 2]);
            r2c0 = a2.fma(b0, r2c0);
            r2c1 = a2.fma(b1, r2c1);
            var a3 = DoubleVector.broadcast(SPECIES, lhs[l + 3]);
            r3c0 = a3.fma(b0, r3c0);
            r3c1 = a3.fma(b1, r3c1);
            var a4 = DoubleVector.broadcast(SPECIES, lhs[l + 4]);
            r4c0 = a4.fma(b0, r4c0);
            r4c1 = a4.fma(b1, r4c1);
            var a5 = DoubleVector.broadcast(SPECIES, lhs[l + 5]);
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

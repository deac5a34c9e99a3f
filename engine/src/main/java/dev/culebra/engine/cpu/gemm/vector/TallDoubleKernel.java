package dev.culebra.engine.cpu.gemm.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Tiles of 12 rows by 2 vectors: 24 sums, for the 32 vector registers of AVX-512 and NEON. */
final class TallDoubleKernel extends VectorDoubleKernel {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    @Override
    public int rows() {
        return 12;
    }

    @Override
    public void multiply(int depth, double[] lhs, int lhsOffset, double[] rhs, int rhsOffset, double[] tile) {
        DoubleVector r0c0 = DoubleVector.zero(SPECIES), r0c1 = DoubleVector.zero(SPECIES);
        DoubleVector r1c0 = DoubleVector.zero(SPECIES), r1c1 = DoubleVector.zero(SPECIES);
        DoubleVector r2c0 = DoubleVector.zero(SPECIES), r2c1 = DoubleVector.zero(SPECIES);
        DoubleVector r3c0 = DoubleVector.zero(SPECIES), r3c1 = DoubleVector.zero(SPECIES);
        DoubleVector r4c0 = DoubleVector.zero(SPECIES), r4c1 = DoubleVector.zero(SPECIES);
        DoubleVector r5c0 = DoubleVector.zero(SPECIES), r5c1 = DoubleVector.zero(SPECIES);
        DoubleVector r6c0 = DoubleVector.zero(SPECIES), r6c1 = DoubleVector.zero(SPECIES);
        DoubleVector r7c0 = DoubleVector.zero(SPECIES), r7c1 = DoubleVector.zero(SPECIES);
        DoubleVector r8c0 = DoubleVector.zero(SPECIES), r8c1 = DoubleVector.zero(SPECIES);
        DoubleVector r9c0 = DoubleVector.zero(SPECIES), r9c1 = DoubleVector.zero(SPECIES);
        DoubleVector r10c0 = DoubleVector.zero(SPECIES), r10c1 = DoubleVector.zero(SPECIES);
        DoubleVector r11c0 = DoubleVector.zero(SPECIES), r11c1 = DoubleVector.zero(SPECIES);
        for (int p = 0; p < depth; p++) {
            int l = lhsOffset + p * 12;
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
            var a6 = DoubleVector.broadcast(SPECIES, lhs[l + 6]);
            r6c0 = a6.fma(b0, r6c0);
            r6c1 = a6.fma(b1, r6c1);
            var a7 = DoubleVector.broadcast(SPECIES, lhs[l + 7]);
            r7c0 = a7.fma(b0, r7c0);
            r7c1 = a7.fma(b1, r7c1);
            var a8 = DoubleVector.broadcast(SPECIES, lhs[l + 8]);
            r8c0 = a8.fma(b0, r8c0);
            r8c1 = a8.fma(b1, r8c1);
            var a9 = DoubleVector.broadcast(SPECIES, lhs[l + 9]);
            r9c0 = a9.fma(b0, r9c0);
            r9c1 = a9.fma(b1, r9c1);
            var a10 = DoubleVector.broadcast(SPECIES, lhs[l + 10]);
            r10c0 = a10.fma(b0, r10c0);
            r10c1 = a10.fma(b1, r10c1);
            var a11 = DoubleVector.broadcast(SPECIES, lhs[l + 11]);
            r11c0 = a11.fma(b0, r11c0);
            r11c1 = a11.fma(b1, r11c1);
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
        r6c0.intoArray(tile, 12 * LANES);
        r6c1.intoArray(tile, 13 * LANES);
        r7c0.intoArray(tile, 14 * LANES);
        r7c1.intoArray(tile, 15 * LANES);
        r8c0.intoArray(tile, 16 * LANES);
        r8c1.intoArray(tile, 17 * LANES);
        r9c0.intoArray(tile, 18 * LANES);
        r9c1.intoArray(tile, 19 * LANES);
        r10c0.intoArray(tile, 20 * LANES);
        r10c1.intoArray(tile, 21 * LANES);
        r11c0.intoArray(tile, 22 * LANES);
        r11c1.intoArray(tile, 23 * LANES);
    }
}

package dev.culebra.engine.cpu.conv.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of products of rows, for 4 rows of an upstream gradient and 6 places of windows at a time: 24 vectors of sums, for the 32
 * vector registers of AVX-512 and NEON; by 3 places where there are 16 registers, or no more places.
 */
final class FloatCorrelation {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final boolean FUSED = FourFloatFilters.FUSED;

    private FloatCorrelation() {}

    /** As {@link dev.culebra.engine.cpu.conv.SweepKernel#correlate}, all six places. */
    static void six(int images, int vectors, float[] upstream, int upstreamAt, int rowPitch, int upstreamPitch,
            float[] planes, int planesAt, int planesPitch, int[] offsets, int place, float[] sums, int sumsAt) {
        var r0c0 = FloatVector.fromArray(SPECIES, sums, sumsAt);
        var r0c1 = FloatVector.fromArray(SPECIES, sums, sumsAt + LANES);
        var r0c2 = FloatVector.fromArray(SPECIES, sums, sumsAt + 2 * LANES);
        var r0c3 = FloatVector.fromArray(SPECIES, sums, sumsAt + 3 * LANES);
        var r0c4 = FloatVector.fromArray(SPECIES, sums, sumsAt + 4 * LANES);
        var r0c5 = FloatVector.fromArray(SPECIES, sums, sumsAt + 5 * LANES);
        var r1c0 = FloatVector.fromArray(SPECIES, sums, sumsAt + 6 * LANES);
        var r1c1 = FloatVector.fromArray(SPECIES, sums, sumsAt + 7 * LANES);
        var r1c2 = FloatVector.fromArray(SPECIES, sums, sumsAt + 8 * LANES);
        var r1c3 = FloatVector.fromArray(SPECIES, sums, sumsAt + 9 * LANES);
        var r1c4 = FloatVector.fromArray(SPECIES, sums, sumsAt + 10 * LANES);
        var r1c5 = FloatVector.fromArray(SPECIES, sums, sumsAt + 11 * LANES);
        var r2c0 = FloatVector.fromArray(SPECIES, sums, sumsAt + 12 * LANES);
        var r2c1 = FloatVector.fromArray(SPECIES, sums, sumsAt + 13 * LANES);
        var r2c2 = FloatVector.fromArray(SPECIES, sums, sumsAt + 14 * LANES);
        var r2c3 = FloatVector.fromArray(SPECIES, sums, sumsAt + 15 * LANES);
        var r2c4 = FloatVector.fromArray(SPECIES, sums, sumsAt + 16 * LANES);
        var r2c5 = FloatVector.fromArray(SPECIES, sums, sumsAt + 17 * LANES);
        var r3c0 = FloatVector.fromArray(SPECIES, sums, sumsAt + 18 * LANES);
        var r3c1 = FloatVector.fromArray(SPECIES, sums, sumsAt + 19 * LANES);
        var r3c2 = FloatVector.fromArray(SPECIES, sums, sumsAt + 20 * LANES);
        var r3c3 = FloatVector.fromArray(SPECIES, sums, sumsAt + 21 * LANES);
        var r3c4 = FloatVector.fromArray(SPECIES, sums, sumsAt + 22 * LANES);
        var r3c5 = FloatVector.fromArray(SPECIES, sums, sumsAt + 23 * LANES);
        for (int image = 0; image < images; image++) {
            int y0 = upstreamAt + image * upstreamPitch;
            int y1 = upstreamAt + image * upstreamPitch + rowPitch;
            int y2 = upstreamAt + image * upstreamPitch + 2 * rowPitch;
            int y3 = upstreamAt + image * upstreamPitch + 3 * rowPitch;
            int x0 = planesAt + image * planesPitch + offsets[place];
            int x1 = planesAt + image * planesPitch + offsets[place + 1];
            int x2 = planesAt + image * planesPitch + offsets[place + 2];
            int x3 = planesAt + image * planesPitch + offsets[place + 3];
            int x4 = planesAt + image * planesPitch + offsets[place + 4];
            int x5 = planesAt + image * planesPitch + offsets[place + 5];
            for (int q = 0; q < vectors * LANES; q += LANES) {
                var a0 = FloatVector.fromArray(SPECIES, upstream, y0 + q);
                var a1 = FloatVector.fromArray(SPECIES, upstream, y1 + q);
                var a2 = FloatVector.fromArray(SPECIES, upstream, y2 + q);
                var a3 = FloatVector.fromArray(SPECIES, upstream, y3 + q);
                var b0 = FloatVector.fromArray(SPECIES, planes, x0 + q);
                r0c0 = a0.fma(b0, r0c0);
                r1c0 = a1.fma(b0, r1c0);
                r2c0 = a2.fma(b0, r2c0);
                r3c0 = a3.fma(b0, r3c0);
                var b1 = FloatVector.fromArray(SPECIES, planes, x1 + q);
                r0c1 = a0.fma(b1, r0c1);
                r1c1 = a1.fma(b1, r1c1);
                r2c1 = a2.fma(b1, r2c1);
                r3c1 = a3.fma(b1, r3c1);
                var b2 = FloatVector.fromArray(SPECIES, planes, x2 + q);
                r0c2 = a0.fma(b2, r0c2);
                r1c2 = a1.fma(b2, r1c2);
                r2c2 = a2.fma(b2, r2c2);
                r3c2 = a3.fma(b2, r3c2);
                var b3 = FloatVector.fromArray(SPECIES, planes, x3 + q);
                r0c3 = a0.fma(b3, r0c3);
                r1c3 = a1.fma(b3, r1c3);
                r2c3 = a2.fma(b3, r2c3);
                r3c3 = a3.fma(b3, r3c3);
                var b4 = FloatVector.fromArray(SPECIES, planes, x4 + q);
                r0c4 = a0.fma(b4, r0c4);
                r1c4 = a1.fma(b4, r1c4);
                r2c4 = a2.fma(b4, r2c4);
                r3c4 = a3.fma(b4, r3c4);
                var b5 = FloatVector.fromArray(SPECIES, planes, x5 + q);
                r0c5 = a0.fma(b5, r0c5);
                r1c5 = a1.fma(b5, r1c5);
                r2c5 = a2.fma(b5, r2c5);
                r3c5 = a3.fma(b5, r3c5);
            }
        }
        r0c0.intoArray(sums, sumsAt);
        r0c1.intoArray(sums, sumsAt + LANES);
        r0c2.intoArray(sums, sumsAt + 2 * LANES);
        r0c3.intoArray(sums, sumsAt + 3 * LANES);
        r0c4.intoArray(sums, sumsAt + 4 * LANES);
        r0c5.intoArray(sums, sumsAt + 5 * LANES);
        r1c0.intoArray(sums, sumsAt + 6 * LANES);
        r1c1.intoArray(sums, sumsAt + 7 * LANES);
        r1c2.intoArray(sums, sumsAt + 8 * LANES);
        r1c3.intoArray(sums, sumsAt + 9 * LANES);
        r1c4.intoArray(sums, sumsAt + 10 * LANES);
        r1c5.intoArray(sums, sumsAt + 11 * LANES);
        r2c0.intoArray(sums, sumsAt + 12 * LANES);
        r2c1.intoArray(sums, sumsAt + 13 * LANES);
        r2c2.intoArray(sums, sumsAt + 14 * LANES);
        r2c3.intoArray(sums, sumsAt + 15 * LANES);
        r2c4.intoArray(sums, sumsAt + 16 * LANES);
        r2c5.intoArray(sums, sumsAt + 17 * LANES);
        r3c0.intoArray(sums, sumsAt + 18 * LANES);
        r3c1.intoArray(sums, sumsAt + 19 * LANES);
        r3c2.intoArray(sums, sumsAt + 20 * LANES);
        r3c3.intoArray(sums, sumsAt + 21 * LANES);
        r3c4.intoArray(sums, sumsAt + 22 * LANES);
        r3c5.intoArray(sums, sumsAt + 23 * LANES);
    }

    /** As {@link dev.culebra.engine.cpu.conv.SweepKernel#correlate}, the first three places only. */
    static void three(int images, int vectors, float[] upstream, int upstreamAt, int rowPitch, int upstreamPitch,
            float[] planes, int planesAt, int planesPitch, int[] offsets, int place, float[] sums, int sumsAt) {
        var r0c0 = FloatVector.fromArray(SPECIES, sums, sumsAt);
        var r0c1 = FloatVector.fromArray(SPECIES, sums, sumsAt + LANES);
        var r0c2 = FloatVector.fromArray(SPECIES, sums, sumsAt + 2 * LANES);
        var r1c0 = FloatVector.fromArray(SPECIES, sums, sumsAt + 6 * LANES);
        var r1c1 = FloatVector.fromArray(SPECIES, sums, sumsAt + 7 * LANES);
        var r1c2 = FloatVector.fromArray(SPECIES, sums, sumsAt + 8 * LANES);
        var r2c0 = FloatVector.fromArray(SPECIES, sums, sumsAt + 12 * LANES);
        var r2c1 = FloatVector.fromArray(SPECIES, sums, sumsAt + 13 * LANES);
        var r2c2 = FloatVector.fromArray(SPECIES, sums, sumsAt + 14 * LANES);
        var r3c0 = FloatVector.fromArray(SPECIES, sums, sumsAt + 18 * LANES);
        var r3c1 = FloatVector.fromArray(SPECIES, sums, sumsAt + 19 * LANES);
        var r3c2 = FloatVector.fromArray(SPECIES, sums, sumsAt + 20 * LANES);
        for (int image = 0; image < images; image++) {
            int y0 = upstreamAt + image * upstreamPitch;
            int y1 = upstreamAt + image * upstreamPitch + rowPitch;
            int y2 = upstreamAt + image * upstreamPitch + 2 * rowPitch;
            int y3 = upstreamAt + image * upstreamPitch + 3 * rowPitch;
            int x0 = planesAt + image * planesPitch + offsets[place];
            int x1 = planesAt + image * planesPitch + offsets[place + 1];
            int x2 = planesAt + image * planesPitch + offsets[place + 2];
            for (int q = 0; q < vectors * LANES; q += LANES) {
                var a0 = FloatVector.fromArray(SPECIES, upstream, y0 + q);
                var a1 = FloatVector.fromArray(SPECIES, upstream, y1 + q);
                var a2 = FloatVector.fromArray(SPECIES, upstream, y2 + q);
                var a3 = FloatVector.fromArray(SPECIES, upstream, y3 + q);
                var b0 = FloatVector.fromArray(SPECIES, planes, x0 + q);
                r0c0 = FUSED ? a0.fma(b0, r0c0) : a0.mul(b0).add(r0c0);
                r1c0 = FUSED ? a1.fma(b0, r1c0) : a1.mul(b0).add(r1c0);
                r2c0 = FUSED ? a2.fma(b0, r2c0) : a2.mul(b0).add(r2c0);
                r3c0 = FUSED ? a3.fma(b0, r3c0) : a3.mul(b0).add(r3c0);
                var b1 = FloatVector.fromArray(SPECIES, planes, x1 + q);
                r0c1 = FUSED ? a0.fma(b1, r0c1) : a0.mul(b1).add(r0c1);
                r1c1 = FUSED ? a1.fma(b1, r1c1) : a1.mul(b1).add(r1c1);
                r2c1 = FUSED ? a2.fma(b1, r2c1) : a2.mul(b1).add(r2c1);
                r3c1 = FUSED ? a3.fma(b1, r3c1) : a3.mul(b1).add(r3c1);
                var b2 = FloatVector.fromArray(SPECIES, planes, x2 + q);
                r0c2 = FUSED ? a0.fma(b2, r0c2) : a0.mul(b2).add(r0c2);
                r1c2 = FUSED ? a1.fma(b2, r1c2) : a1.mul(b2).add(r1c2);
                r2c2 = FUSED ? a2.fma(b2, r2c2) : a2.mul(b2).add(r2c2);
                r3c2 = FUSED ? a3.fma(b2, r3c2) : a3.mul(b2).add(r3c2);
            }
        }
        r0c0.intoArray(sums, sumsAt);
        r0c1.intoArray(sums, sumsAt + LANES);
        r0c2.intoArray(sums, sumsAt + 2 * LANES);
        r1c0.intoArray(sums, sumsAt + 6 * LANES);
        r1c1.intoArray(sums, sumsAt + 7 * LANES);
        r1c2.intoArray(sums, sumsAt + 8 * LANES);
        r2c0.intoArray(sums, sumsAt + 12 * LANES);
        r2c1.intoArray(sums, sumsAt + 13 * LANES);
        r2c2.intoArray(sums, sumsAt + 14 * LANES);
        r3c0.intoArray(sums, sumsAt + 18 * LANES);
        r3c1.intoArray(sums, sumsAt + 19 * LANES);
        r3c2.intoArray(sums, sumsAt + 20 * LANES);
    }
}

package dev.culebra.engine.cpu.conv.vector;

import static dev.culebra.engine.cpu.conv.SweepKernel.FILTERS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Sums for 8 filters at a time: with 3 vectors of positions 24 of them, for the 32 vector registers of AVX-512 and NEON. */
final class EightFloatFilters {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private EightFloatFilters() {}

    /** As {@link dev.culebra.engine.cpu.conv.SweepKernel#sweep}, for 1 to 3 vectors. */
    static void sweep(int vectors, int depth, float[] weights, int weightsAt, float[] planes, int[] offsets, int at,
            float[] out, int outAt, int outPitch) {
        switch (vectors) {
            case 1 -> one(depth, weights, weightsAt, planes, offsets, at, out, outAt, outPitch);
            case 2 -> two(depth, weights, weightsAt, planes, offsets, at, out, outAt, outPitch);
            default -> three(depth, weights, weightsAt, planes, offsets, at, out, outAt, outPitch);
        }
    }

    private static void three(int depth, float[] weights, int weightsAt, float[] planes, int[] offsets, int at,
            float[] out, int outAt, int outPitch) {
        var r0c0 = FloatVector.broadcast(SPECIES, weights[weightsAt]);
        var r0c1 = r0c0;
        var r0c2 = r0c0;
        var r1c0 = FloatVector.broadcast(SPECIES, weights[weightsAt + 1]);
        var r1c1 = r1c0;
        var r1c2 = r1c0;
        var r2c0 = FloatVector.broadcast(SPECIES, weights[weightsAt + 2]);
        var r2c1 = r2c0;
        var r2c2 = r2c0;
        var r3c0 = FloatVector.broadcast(SPECIES, weights[weightsAt + 3]);
        var r3c1 = r3c0;
        var r3c2 = r3c0;
        var r4c0 = FloatVector.broadcast(SPECIES, weights[weightsAt + 4]);
        var r4c1 = r4c0;
        var r4c2 = r4c0;
        var r5c0 = FloatVector.broadcast(SPECIES, weights[weightsAt + 5]);
        var r5c1 = r5c0;
        var r5c2 = r5c0;
        var r6c0 = FloatVector.broadcast(SPECIES, weights[weightsAt + 6]);
        var r6c1 = r6c0;
        var r6c2 = r6c0;
        var r7c0 = FloatVector.broadcast(SPECIES, weights[weightsAt + 7]);
        var r7c1 = r7c0;
        var r7c2 = r7c0;
        for (int p = 0; p < depth; p++) {
            int w = weightsAt + FILTERS + p * FILTERS;
            int x = at + offsets[p];
            var b0 = FloatVector.fromArray(SPECIES, planes, x);
            var b1 = FloatVector.fromArray(SPECIES, planes, x + LANES);
            var b2 = FloatVector.fromArray(SPECIES, planes, x + 2 * LANES);
            var a0 = FloatVector.broadcast(SPECIES, weights[w]);
            r0c0 = a0.fma(b0, r0c0);
            r0c1 = a0.fma(b1, r0c1);
            r0c2 = a0.fma(b2, r0c2);
            var a1 = FloatVector.broadcast(SPECIES, weights[w + 1]);
            r1c0 = a1.fma(b0, r1c0);
            r1c1 = a1.fma(b1, r1c1);
            r1c2 = a1.fma(b2, r1c2);
            var a2 = FloatVector.broadcast(SPECIES, weights[w + 2]);
            r2c0 = a2.fma(b0, r2c0);
            r2c1 = a2.fma(b1, r2c1);
            r2c2 = a2.fma(b2, r2c2);
            var a3 = FloatVector.broadcast(SPECIES, weights[w + 3]);
            r3c0 = a3.fma(b0, r3c0);
            r3c1 = a3.fma(b1, r3c1);
            r3c2 = a3.fma(b2, r3c2);
            var a4 = FloatVector.broadcast(SPECIES, weights[w + 4]);
            r4c0 = a4.fma(b0, r4c0);
            r4c1 = a4.fma(b1, r4c1);
            r4c2 = a4.fma(b2, r4c2);
            var a5 = FloatVector.broadcast(SPECIES, weights[w + 5]);
            r5c0 = a5.fma(b0, r5c0);
            r5c1 = a5.fma(b1, r5c1);
            r5c2 = a5.fma(b2, r5c2);
            var a6 = FloatVector.broadcast(SPECIES, weights[w + 6]);
            r6c0 = a6.fma(b0, r6c0);
            r6c1 = a6.fma(b1, r6c1);
            r6c2 = a6.fma(b2, r6c2);
            var a7 = FloatVector.broadcast(SPECIES, weights[w + 7]);
            r7c0 = a7.fma(b0, r7c0);
            r7c1 = a7.fma(b1, r7c1);
            r7c2 = a7.fma(b2, r7c2);
        }
        r0c0.intoArray(out, outAt);
        r0c1.intoArray(out, outAt + LANES);
        r0c2.intoArray(out, outAt + 2 * LANES);
        r1c0.intoArray(out, outAt + outPitch);
        r1c1.intoArray(out, outAt + outPitch + LANES);
        r1c2.intoArray(out, outAt + outPitch + 2 * LANES);
        r2c0.intoArray(out, outAt + 2 * outPitch);
        r2c1.intoArray(out, outAt + 2 * outPitch + LANES);
        r2c2.intoArray(out, outAt + 2 * outPitch + 2 * LANES);
        r3c0.intoArray(out, outAt + 3 * outPitch);
        r3c1.intoArray(out, outAt + 3 * outPitch + LANES);
        r3c2.intoArray(out, outAt + 3 * outPitch + 2 * LANES);
        r4c0.intoArray(out, outAt + 4 * outPitch);
        r4c1.intoArray(out, outAt + 4 * outPitch + LANES);
        r4c2.intoArray(out, outAt + 4 * outPitch + 2 * LANES);
        r5c0.intoArray(out, outAt + 5 * outPitch);
        r5c1.intoArray(out, outAt + 5 * outPitch + LANES);
        r5c2.intoArray(out, outAt + 5 * outPitch + 2 * LANES);
        r6c0.intoArray(out, outAt + 6 * outPitch);
        r6c1.intoArray(out, outAt + 6 * outPitch + LANES);
        r6c2.intoArray(out, outAt + 6 * outPitch + 2 * LANES);
        r7c0.intoArray(out, outAt + 7 * outPitch);
        r7c1.intoArray(out, outAt + 7 * outPitch + LANES);
        r7c2.intoArray(out, outAt + 7 * outPitch + 2 * LANES);
    }

    private static void two(int depth, float[] weights, int weightsAt, float[] planes, int[] offsets, int at,
            float[] out, int outAt, int outPitch) {
        var r0c0 = FloatVector.broadcast(SPECIES, weights[weightsAt]);
        var r0c1 = r0c0;
        var r1c0 = FloatVector.broadcast(SPECIES, weights[weightsAt + 1]);
        var r1c1 = r1c0;
        var r2c0 = FloatVector.broadcast(SPECIES, weights[weightsAt + 2]);
        var r2c1 = r2c0;
        var r3c0 = FloatVector.broadcast(SPECIES, weights[weightsAt + 3]);
        var r3c1 = r3c0;
        var r4c0 = FloatVector.broadcast(SPECIES, weights[weightsAt + 4]);
        var r4c1 = r4c0;
        var r5c0 = FloatVector.broadcast(SPECIES, weights[weightsAt + 5]);
        var r5c1 = r5c0;
        var r6c0 = FloatVector.broadcast(SPECIES, weights[weightsAt + 6]);
        var r6c1 = r6c0;
        var r7c0 = FloatVector.broadcast(SPECIES, weights[weightsAt + 7]);
        var r7c1 = r7c0;
        for (int p = 0; p < depth; p++) {
            int w = weightsAt + FILTERS + p * FILTERS;
            int x = at + offsets[p];
            var b0 = FloatVector.fromArray(SPECIES, planes, x);
            var b1 = FloatVector.fromArray(SPECIES, planes, x + LANES);
            var a0 = FloatVector.broadcast(SPECIES, weights[w]);
            r0c0 = a0.fma(b0, r0c0);
            r0c1 = a0.fma(b1, r0c1);
            var a1 = FloatVector.broadcast(SPECIES, weights[w + 1]);
            r1c0 = a1.fma(b0, r1c0);
            r1c1 = a1.fma(b1, r1c1);
            var a2 = FloatVector.broadcast(SPECIES, weights[w + 2]);
            r2c0 = a2.fma(b0, r2c0);
            r2c1 = a2.fma(b1, r2c1);
            var a3 = FloatVector.broadcast(SPECIES, weights[w + 3]);
            r3c0 = a3.fma(b0, r3c0);
            r3c1 = a3.fma(b1, r3c1);
            var a4 = FloatVector.broadcast(SPECIES, weights[w + 4]);
            r4c0 = a4.fma(b0, r4c0);
            r4c1 = a4.fma(b1, r4c1);
            var a5 = FloatVector.broadcast(SPECIES, weights[w + 5]);
            r5c0 = a5.fma(b0, r5c0);
            r5c1 = a5.fma(b1, r5c1);
            var a6 = FloatVector.broadcast(SPECIES, weights[w + 6]);
            r6c0 = a6.fma(b0, r6c0);
            r6c1 = a6.fma(b1, r6c1);
            var a7 = FloatVector.broadcast(SPECIES, weights[w + 7]);
            r7c0 = a7.fma(b0, r7c0);
            r7c1 = a7.fma(b1, r7c1);
        }
        r0c0.intoArray(out, outAt);
        r0c1.intoArray(out, outAt + LANES);
        r1c0.intoArray(out, outAt + outPitch);
        r1c1.intoArray(out, outAt + outPitch + LANES);
        r2c0.intoArray(out, outAt + 2 * outPitch);
        r2c1.intoArray(out, outAt + 2 * outPitch + LANES);
        r3c0.intoArray(out, outAt + 3 * outPitch);
        r3c1.intoArray(out, outAt + 3 * outPitch + LANES);
        r4c0.intoArray(out, outAt + 4 * outPitch);
        r4c1.intoArray(out, outAt + 4 * outPitch + LANES);
        r5c0.intoArray(out, outAt + 5 * outPitch);
        r5c1.intoArray(out, outAt + 5 * outPitch + LANES);
        r6c0.intoArray(out, outAt + 6 * outPitch);
        r6c1.intoArray(out, outAt + 6 * outPitch + LANES);
        r7c0.intoArray(out, outAt + 7 * outPitch);
        r7c1.intoArray(out, outAt + 7 * outPitch + LANES);
    }

    private static void one(int depth, float[] weights, int weightsAt, float[] planes, int[] offsets, int at,
            float[] out, int outAt, int outPitch) {
        var r0c0 = FloatVector.broadcast(SPECIES, weights[weightsAt]);
        var r1c0 = FloatVector.broadcast(SPECIES, weights[weightsAt + 1]);
        var r2c0 = FloatVector.broadcast(SPECIES, weights[weightsAt + 2]);
        var r3c0 = FloatVector.broadcast(SPECIES, weights[weightsAt + 3]);
        var r4c0 = FloatVector.broadcast(SPECIES, weights[weightsAt + 4]);
        var r5c0 = FloatVector.broadcast(SPECIES, weights[weightsAt + 5]);
        var r6c0 = FloatVector.broadcast(SPECIES, weights[weightsAt + 6]);
        var r7c0 = FloatVector.broadcast(SPECIES, weights[weightsAt + 7]);
        for (int p = 0; p < depth; p++) {
            int w = weightsAt + FILTERS + p * FILTERS;
            int x = at + offsets[p];
            var b0 = FloatVector.fromArray(SPECIES, planes, x);
            var a0 = FloatVector.broadcast(SPECIES, weights[w]);
            r0c0 = a0.fma(b0, r0c0);
            var a1 = FloatVector.broadcast(SPECIES, weights[w + 1]);
            r1c0 = a1.fma(b0, r1c0);
            var a2 = FloatVector.broadcast(SPECIES, weights[w + 2]);
            r2c0 = a2.fma(b0, r2c0);
            var a3 = FloatVector.broadcast(SPECIES, weights[w + 3]);
            r3c0 = a3.fma(b0, r3c0);
            var a4 = FloatVector.broadcast(SPECIES, weights[w + 4]);
            r4c0 = a4.fma(b0, r4c0);
            var a5 = FloatVector.broadcast(SPECIES, weights[w + 5]);
            r5c0 = a5.fma(b0, r5c0);
            var a6 = FloatVector.broadcast(SPECIES, weights[w + 6]);
            r6c0 = a6.fma(b0, r6c0);
            var a7 = FloatVector.broadcast(SPECIES, weights[w + 7]);
            r7c0 = a7.fma(b0, r7c0);
        }
        r0c0.intoArray(out, outAt);
        r1c0.intoArray(out, outAt + outPitch);
        r2c0.intoArray(out, outAt + 2 * outPitch);
        r3c0.intoArray(out, outAt + 3 * outPitch);
        r4c0.intoArray(out, outAt + 4 * outPitch);
        r5c0.intoArray(out, outAt + 5 * outPitch);
        r6c0.intoArray(out, outAt + 6 * outPitch);
        r7c0.intoArray(out, outAt + 7 * outPitch);
    }
}

package dev.culebra.engine.cpu.conv.vector;

import static dev.culebra.engine.cpu.conv.SweepKernel.FILTERS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Sums for 4 filters at a time: what is left of filters, and all where there are 16 vector registers. */
final class FourFloatFilters {
    /** Without AVX there may be no fused multiply-add, and emulating it is thousands of times slower. */
    static final boolean FUSED = FloatVector.SPECIES_PREFERRED.vectorBitSize() > 128
            || System.getProperty("os.arch").equals("aarch64");

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private FourFloatFilters() {}

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
        for (int p = 0; p < depth; p++) {
            int w = weightsAt + FILTERS + p * FILTERS;
            int x = at + offsets[p];
            var b0 = FloatVector.fromArray(SPECIES, planes, x);
            var b1 = FloatVector.fromArray(SPECIES, planes, x + LANES);
            var b2 = FloatVector.fromArray(SPECIES, planes, x + 2 * LANES);
            var a0 = FloatVector.broadcast(SPECIES, weights[w]);
            r0c0 = FUSED ? a0.fma(b0, r0c0) : a0.mul(b0).add(r0c0);
            r0c1 = FUSED ? a0.fma(b1, r0c1) : a0.mul(b1).add(r0c1);
            r0c2 = FUSED ? a0.fma(b2, r0c2) : a0.mul(b2).add(r0c2);
            var a1 = FloatVector.broadcast(SPECIES, weights[w + 1]);
            r1c0 = FUSED ? a1.fma(b0, r1c0) : a1.mul(b0).add(r1c0);
            r1c1 = FUSED ? a1.fma(b1, r1c1) : a1.mul(b1).add(r1c1);
            r1c2 = FUSED ? a1.fma(b2, r1c2) : a1.mul(b2).add(r1c2);
            var a2 = FloatVector.broadcast(SPECIES, weights[w + 2]);
            r2c0 = FUSED ? a2.fma(b0, r2c0) : a2.mul(b0).add(r2c0);
            r2c1 = FUSED ? a2.fma(b1, r2c1) : a2.mul(b1).add(r2c1);
            r2c2 = FUSED ? a2.fma(b2, r2c2) : a2.mul(b2).add(r2c2);
            var a3 = FloatVector.broadcast(SPECIES, weights[w + 3]);
            r3c0 = FUSED ? a3.fma(b0, r3c0) : a3.mul(b0).add(r3c0);
            r3c1 = FUSED ? a3.fma(b1, r3c1) : a3.mul(b1).add(r3c1);
            r3c2 = FUSED ? a3.fma(b2, r3c2) : a3.mul(b2).add(r3c2);
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
        for (int p = 0; p < depth; p++) {
            int w = weightsAt + FILTERS + p * FILTERS;
            int x = at + offsets[p];
            var b0 = FloatVector.fromArray(SPECIES, planes, x);
            var b1 = FloatVector.fromArray(SPECIES, planes, x + LANES);
            var a0 = FloatVector.broadcast(SPECIES, weights[w]);
            r0c0 = FUSED ? a0.fma(b0, r0c0) : a0.mul(b0).add(r0c0);
            r0c1 = FUSED ? a0.fma(b1, r0c1) : a0.mul(b1).add(r0c1);
            var a1 = FloatVector.broadcast(SPECIES, weights[w + 1]);
            r1c0 = FUSED ? a1.fma(b0, r1c0) : a1.mul(b0).add(r1c0);
            r1c1 = FUSED ? a1.fma(b1, r1c1) : a1.mul(b1).add(r1c1);
            var a2 = FloatVector.broadcast(SPECIES, weights[w + 2]);
            r2c0 = FUSED ? a2.fma(b0, r2c0) : a2.mul(b0).add(r2c0);
            r2c1 = FUSED ? a2.fma(b1, r2c1) : a2.mul(b1).add(r2c1);
            var a3 = FloatVector.broadcast(SPECIES, weights[w + 3]);
            r3c0 = FUSED ? a3.fma(b0, r3c0) : a3.mul(b0).add(r3c0);
            r3c1 = FUSED ? a3.fma(b1, r3c1) : a3.mul(b1).add(r3c1);
        }
        r0c0.intoArray(out, outAt);
        r0c1.intoArray(out, outAt + LANES);
        r1c0.intoArray(out, outAt + outPitch);
        r1c1.intoArray(out, outAt + outPitch + LANES);
        r2c0.intoArray(out, outAt + 2 * outPitch);
        r2c1.intoArray(out, outAt + 2 * outPitch + LANES);
        r3c0.intoArray(out, outAt + 3 * outPitch);
        r3c1.intoArray(out, outAt + 3 * outPitch + LANES);
    }

    private static void one(int depth, float[] weights, int weightsAt, float[] planes, int[] offsets, int at,
            float[] out, int outAt, int outPitch) {
        var r0c0 = FloatVector.broadcast(SPECIES, weights[weightsAt]);
        var r1c0 = FloatVector.broadcast(SPECIES, weights[weightsAt + 1]);
        var r2c0 = FloatVector.broadcast(SPECIES, weights[weightsAt + 2]);
        var r3c0 = FloatVector.broadcast(SPECIES, weights[weightsAt + 3]);
        for (int p = 0; p < depth; p++) {
            int w = weightsAt + FILTERS + p * FILTERS;
            int x = at + offsets[p];
            var b0 = FloatVector.fromArray(SPECIES, planes, x);
            var a0 = FloatVector.broadcast(SPECIES, weights[w]);
            r0c0 = FUSED ? a0.fma(b0, r0c0) : a0.mul(b0).add(r0c0);
            var a1 = FloatVector.broadcast(SPECIES, weights[w + 1]);
            r1c0 = FUSED ? a1.fma(b0, r1c0) : a1.mul(b0).add(r1c0);
            var a2 = FloatVector.broadcast(SPECIES, weights[w + 2]);
            r2c0 = FUSED ? a2.fma(b0, r2c0) : a2.mul(b0).add(r2c0);
            var a3 = FloatVector.broadcast(SPECIES, weights[w + 3]);
            r3c0 = FUSED ? a3.fma(b0, r3c0) : a3.mul(b0).add(r3c0);
        }
        r0c0.intoArray(out, outAt);
        r1c0.intoArray(out, outAt + outPitch);
        r2c0.intoArray(out, outAt + 2 * outPitch);
        r3c0.intoArray(out, outAt + 3 * outPitch);
    }
}

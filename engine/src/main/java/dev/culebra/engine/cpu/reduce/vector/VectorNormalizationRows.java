package dev.culebra.engine.cpu.reduce.vector;

import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.LANES;
import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.LAST_LANES;
import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.ORDER;
import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.SPECIES;

import dev.culebra.engine.cpu.loop.NativeSegments;
import dev.culebra.engine.cpu.reduce.NormalizationRows;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Normalisation by vectors with fused multiply-adds. A run that does not fill its last vector ends with one that overlaps the
 * vector before; lanes that are there twice count 0 in sums.
 */
public final class VectorNormalizationRows implements NormalizationRows {
    private static final int STEPS = 128;

    private VectorNormalizationRows() {}

    /** Empty where there is no fused multiply-add. */
    public static Optional<NormalizationRows> ofThisMachine() {
        return FloatLanes.FUSED ? Optional.of(new VectorNormalizationRows()) : Optional.empty();
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public int longest() {
        return STEPS * LANES;
    }

    @Override
    public void squares(MemorySegment x, long at, int count, float mean, float[] sums) {
        MemorySegment xs = NativeSegments.cast(x);
        int last = count - LANES;
        var counts = FloatVector.fromArray(SPECIES, LAST_LANES, count & LANES - 1).compare(VectorOperators.GT, 0f);
        FloatVector s0 = FloatVector.zero(SPECIES)
                .blend(FloatVector.fromMemorySegment(SPECIES, xs, (at + last) * Float.BYTES, ORDER).sub(mean), counts);
        FloatVector s1 = s0.mul(s0);
        for (int i = 0; i <= last; i += LANES) {
            var d = FloatVector.fromMemorySegment(SPECIES, xs, (at + i) * Float.BYTES, ORDER).sub(mean);
            s0 = s0.add(d);
            s1 = d.fma(d, s1);
        }
        s0.intoArray(sums, 0);
        s1.intoArray(sums, LANES);
    }

    @Override
    public void products(MemorySegment x, MemorySegment dy, long at, int count, float mean, float r, float[] sums) {
        MemorySegment xs = NativeSegments.cast(x);
        MemorySegment dys = NativeSegments.cast(dy);
        int last = count - LANES;
        var counts = FloatVector.fromArray(SPECIES, LAST_LANES, count & LANES - 1).compare(VectorOperators.GT, 0f);
        FloatVector s0 = FloatVector.zero(SPECIES)
                .blend(FloatVector.fromMemorySegment(SPECIES, dys, (at + last) * Float.BYTES, ORDER), counts);
        FloatVector s1 = FloatVector.zero(SPECIES).blend(
                FloatVector.fromMemorySegment(SPECIES, xs, (at + last) * Float.BYTES, ORDER).sub(mean).mul(r).mul(s0),
                counts);
        for (int i = 0; i <= last; i += LANES) {
            var d = FloatVector.fromMemorySegment(SPECIES, dys, (at + i) * Float.BYTES, ORDER);
            var n = FloatVector.fromMemorySegment(SPECIES, xs, (at + i) * Float.BYTES, ORDER).sub(mean).mul(r);
            s0 = s0.add(d);
            s1 = d.fma(n, s1);
        }
        s0.intoArray(sums, 0);
        s1.intoArray(sums, LANES);
    }

    @Override
    public void products(MemorySegment x, MemorySegment dy, long at, int count, float mean, float r,
            MemorySegment scale, long scaleAt, float[] sums) {
        MemorySegment xs = NativeSegments.cast(x);
        MemorySegment dys = NativeSegments.cast(dy);
        MemorySegment scales = NativeSegments.cast(scale);
        int last = count - LANES;
        var counts = FloatVector.fromArray(SPECIES, LAST_LANES, count & LANES - 1).compare(VectorOperators.GT, 0f);
        FloatVector s0 = FloatVector.zero(SPECIES)
                .blend(FloatVector.fromMemorySegment(SPECIES, dys, (at + last) * Float.BYTES, ORDER)
                        .mul(FloatVector.fromMemorySegment(SPECIES, scales, (scaleAt + last) * Float.BYTES, ORDER)),
                        counts);
        FloatVector s1 = FloatVector.zero(SPECIES).blend(
                FloatVector.fromMemorySegment(SPECIES, xs, (at + last) * Float.BYTES, ORDER).sub(mean).mul(r).mul(s0),
                counts);
        for (int i = 0; i <= last; i += LANES) {
            var d = FloatVector.fromMemorySegment(SPECIES, dys, (at + i) * Float.BYTES, ORDER)
                    .mul(FloatVector.fromMemorySegment(SPECIES, scales, (scaleAt + i) * Float.BYTES, ORDER));
            var n = FloatVector.fromMemorySegment(SPECIES, xs, (at + i) * Float.BYTES, ORDER).sub(mean).mul(r);
            s0 = s0.add(d);
            s1 = d.fma(n, s1);
        }
        s0.intoArray(sums, 0);
        s1.intoArray(sums, LANES);
    }

    @Override
    public void apply(MemorySegment x, long at, int count, float mean, float factor, float shift, MemorySegment y) {
        MemorySegment xs = NativeSegments.cast(x);
        MemorySegment ys = NativeSegments.cast(y);
        int last = count - LANES;
        for (int i = 0; i <= last; i += LANES) {
            FloatVector.fromMemorySegment(SPECIES, xs, (at + i) * Float.BYTES, ORDER).sub(mean).fma(factor, shift)
                    .intoMemorySegment(ys, (at + i) * Float.BYTES, ORDER);
        }
        FloatVector.fromMemorySegment(SPECIES, xs, (at + last) * Float.BYTES, ORDER).sub(mean).fma(factor, shift)
                .intoMemorySegment(ys, (at + last) * Float.BYTES, ORDER);
    }

    @Override
    public void apply(MemorySegment x, long at, int count, float mean, float r, MemorySegment scale, long scaleAt,
            MemorySegment shift, long shiftAt, MemorySegment y) {
        MemorySegment xs = NativeSegments.cast(x);
        MemorySegment ys = NativeSegments.cast(y);
        MemorySegment scales = NativeSegments.cast(scale);
        MemorySegment shifts = NativeSegments.cast(shift);
        int last = count - LANES;
        for (int i = 0; i <= last; i += LANES) {
            FloatVector.fromMemorySegment(SPECIES, xs, (at + i) * Float.BYTES, ORDER).sub(mean).mul(r)
                    .fma(FloatVector.fromMemorySegment(SPECIES, scales, (scaleAt + i) * Float.BYTES, ORDER),
                            FloatVector.fromMemorySegment(SPECIES, shifts, (shiftAt + i) * Float.BYTES, ORDER))
                    .intoMemorySegment(ys, (at + i) * Float.BYTES, ORDER);
        }
        FloatVector.fromMemorySegment(SPECIES, xs, (at + last) * Float.BYTES, ORDER).sub(mean).mul(r)
                .fma(FloatVector.fromMemorySegment(SPECIES, scales, (scaleAt + last) * Float.BYTES, ORDER),
                        FloatVector.fromMemorySegment(SPECIES, shifts, (shiftAt + last) * Float.BYTES, ORDER))
                .intoMemorySegment(ys, (at + last) * Float.BYTES, ORDER);
    }

    @Override
    public void gradient(MemorySegment x, MemorySegment dy, long at, int count, float mean, float r, float first,
            float second, float factor, MemorySegment dx) {
        MemorySegment xs = NativeSegments.cast(x);
        MemorySegment dys = NativeSegments.cast(dy);
        MemorySegment dxs = NativeSegments.cast(dx);
        int last = count - LANES;
        for (int i = 0; i <= last; i += LANES) {
            var n = FloatVector.fromMemorySegment(SPECIES, xs, (at + i) * Float.BYTES, ORDER).sub(mean).mul(r);
            n.fma(-second, -first).add(FloatVector.fromMemorySegment(SPECIES, dys, (at + i) * Float.BYTES, ORDER))
                    .mul(factor).intoMemorySegment(dxs, (at + i) * Float.BYTES, ORDER);
        }
        var n = FloatVector.fromMemorySegment(SPECIES, xs, (at + last) * Float.BYTES, ORDER).sub(mean).mul(r);
        n.fma(-second, -first).add(FloatVector.fromMemorySegment(SPECIES, dys, (at + last) * Float.BYTES, ORDER))
                .mul(factor).intoMemorySegment(dxs, (at + last) * Float.BYTES, ORDER);
    }

    @Override
    public void gradient(MemorySegment x, MemorySegment dy, long at, int count, float mean, float r, float first,
            float second, MemorySegment scale, long scaleAt, MemorySegment dx) {
        MemorySegment xs = NativeSegments.cast(x);
        MemorySegment dys = NativeSegments.cast(dy);
        MemorySegment dxs = NativeSegments.cast(dx);
        MemorySegment scales = NativeSegments.cast(scale);
        int last = count - LANES;
        for (int i = 0; i <= last; i += LANES) {
            var n = FloatVector.fromMemorySegment(SPECIES, xs, (at + i) * Float.BYTES, ORDER).sub(mean).mul(r)
                    .fma(-second, -first);
            FloatVector.fromMemorySegment(SPECIES, dys, (at + i) * Float.BYTES, ORDER)
                    .fma(FloatVector.fromMemorySegment(SPECIES, scales, (scaleAt + i) * Float.BYTES, ORDER), n).mul(r)
                    .intoMemorySegment(dxs, (at + i) * Float.BYTES, ORDER);
        }
        var n = FloatVector.fromMemorySegment(SPECIES, xs, (at + last) * Float.BYTES, ORDER).sub(mean).mul(r)
                .fma(-second, -first);
        FloatVector.fromMemorySegment(SPECIES, dys, (at + last) * Float.BYTES, ORDER)
                .fma(FloatVector.fromMemorySegment(SPECIES, scales, (scaleAt + last) * Float.BYTES, ORDER), n).mul(r)
                .intoMemorySegment(dxs, (at + last) * Float.BYTES, ORDER);
    }

    @Override
    public void accumulate(MemorySegment x, MemorySegment dy, long at, int count, float mean, float r,
            MemorySegment sums) {
        MemorySegment xs = NativeSegments.cast(x);
        MemorySegment dys = NativeSegments.cast(dy);
        MemorySegment to = NativeSegments.cast(sums);
        int last = count - LANES;
        var counts = FloatVector.fromArray(SPECIES, LAST_LANES, count & LANES - 1).compare(VectorOperators.GT, 0f);
        for (int i = 0; i <= last; i += LANES) {
            var d = FloatVector.fromMemorySegment(SPECIES, dys, (at + i) * Float.BYTES, ORDER);
            var n = FloatVector.fromMemorySegment(SPECIES, xs, (at + i) * Float.BYTES, ORDER).sub(mean).mul(r);
            long product = (long) i * Float.BYTES;
            long plain = (long) (count + i) * Float.BYTES;
            d.fma(n, FloatVector.fromMemorySegment(SPECIES, to, product, ORDER)).intoMemorySegment(to, product, ORDER);
            d.add(FloatVector.fromMemorySegment(SPECIES, to, plain, ORDER)).intoMemorySegment(to, plain, ORDER);
        }
        var d = FloatVector.zero(SPECIES)
                .blend(FloatVector.fromMemorySegment(SPECIES, dys, (at + last) * Float.BYTES, ORDER), counts);
        var n = FloatVector.zero(SPECIES).blend(
                FloatVector.fromMemorySegment(SPECIES, xs, (at + last) * Float.BYTES, ORDER).sub(mean).mul(r), counts);
        long product = (long) last * Float.BYTES;
        long plain = (long) (count + last) * Float.BYTES;
        d.fma(n, FloatVector.fromMemorySegment(SPECIES, to, product, ORDER)).intoMemorySegment(to, product, ORDER);
        d.add(FloatVector.fromMemorySegment(SPECIES, to, plain, ORDER)).intoMemorySegment(to, plain, ORDER);
    }
}

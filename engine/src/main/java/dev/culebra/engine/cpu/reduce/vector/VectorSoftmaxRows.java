package dev.culebra.engine.cpu.reduce.vector;

import static dev.culebra.engine.cpu.math.ExpTerms.LN2_HIGH;
import static dev.culebra.engine.cpu.math.ExpTerms.LN2_LOW;
import static dev.culebra.engine.cpu.math.ExpTerms.LOG2_E;
import static dev.culebra.engine.cpu.math.ExpTerms.LOWEST;
import static dev.culebra.engine.cpu.math.ExpTerms.Q0;
import static dev.culebra.engine.cpu.math.ExpTerms.Q1;
import static dev.culebra.engine.cpu.math.ExpTerms.Q2;
import static dev.culebra.engine.cpu.math.ExpTerms.Q3;
import static dev.culebra.engine.cpu.math.ExpTerms.Q4;
import static dev.culebra.engine.cpu.math.ExpTerms.ROUND_NORMAL;
import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.LANES;
import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.ORDER;
import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.SPECIES;

import dev.culebra.engine.cpu.loop.NativeSegments;
import dev.culebra.engine.cpu.reduce.SoftmaxRows;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Passes of softmax by vectors with fused multiply-adds. The exponential is that of the elementwise functions, less what arguments
 * that are not above 0 can do without: half of its instructions.
 *
 * <p>A row that does not fill its last vector ends with one that overlaps the vector before.
 */
public final class VectorSoftmaxRows implements SoftmaxRows {
    /** Elements of a block, in each lane of which 64 are summed. */
    private static final int BLOCK = 64 * LANES;
    /** Adding it rounds to an integer n, and leaves n + 127 + 64 in the low bits. */
    private static final float ROUND = ROUND_NORMAL + 64;
    private VectorSoftmaxRows() {}

    /** Empty where there is no fused multiply-add, which takes thousands of times as long then. */
    public static Optional<SoftmaxRows> ofThisMachine() {
        return FloatLanes.FUSED ? Optional.of(new VectorSoftmaxRows()) : Optional.empty();
    }

    @Override
    public int shortest() {
        return LANES;
    }

    /** Comparisons, not {@link FloatVector#max}, which takes six instructions to be right about NaN and −0. */
    @Override
    public float max(MemorySegment source, long at, int count) {
        MemorySegment in = NativeSegments.cast(source);
        FloatVector m0 = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        FloatVector last = FloatVector.fromMemorySegment(SPECIES, in, (at + count - LANES) * Float.BYTES, ORDER);
        FloatVector m1 = m0.blend(last, last.compare(VectorOperators.GT, m0));
        FloatVector m2 = m0;
        FloatVector m3 = m0;
        int i = 0;
        for (; i <= count - 4 * LANES; i += 4 * LANES) {
            var x0 = FloatVector.fromMemorySegment(SPECIES, in, (at + i) * Float.BYTES, ORDER);
            var x1 = FloatVector.fromMemorySegment(SPECIES, in, (at + i + LANES) * Float.BYTES, ORDER);
            var x2 = FloatVector.fromMemorySegment(SPECIES, in, (at + i + 2 * LANES) * Float.BYTES, ORDER);
            var x3 = FloatVector.fromMemorySegment(SPECIES, in, (at + i + 3 * LANES) * Float.BYTES, ORDER);
            m0 = m0.blend(x0, x0.compare(VectorOperators.GT, m0));
            m1 = m1.blend(x1, x1.compare(VectorOperators.GT, m1));
            m2 = m2.blend(x2, x2.compare(VectorOperators.GT, m2));
            m3 = m3.blend(x3, x3.compare(VectorOperators.GT, m3));
        }
        for (; i <= count - LANES; i += LANES) {
            var x = FloatVector.fromMemorySegment(SPECIES, in, (at + i) * Float.BYTES, ORDER);
            m0 = m0.blend(x, x.compare(VectorOperators.GT, m0));
        }
        return m0.max(m1).max(m2.max(m3)).reduceLanes(VectorOperators.MAX);
    }

    @Override
    public float sum(MemorySegment in, long at, int count, float max) {
        return exponentials(in, at, count, max, in, at, false);
    }

    @Override
    public float exponentials(MemorySegment in, long at, int count, float max, MemorySegment out, long outAt) {
        return exponentials(in, at, count, max, out, outAt, true);
    }

    private static float exponentials(MemorySegment in, long at, int count, float max, MemorySegment out, long outAt,
            boolean stored) {
        int whole = SPECIES.loopBound(count);
        float sum = exponentials(in, at, whole, max, out, outAt, stored, LANES);
        if (whole == count) {
            return sum;
        }
        int last = count - LANES;
        return sum + exponentials(in, at + last, LANES, max, out, outAt + last, stored, count - whole);
    }

    /** Of whole vectors, of each of which the last {@code lanes} lanes count. */
    private static float exponentials(MemorySegment source, long at, int count, float max, MemorySegment target,
            long outAt, boolean stored, int lanes) {
        MemorySegment in = NativeSegments.cast(source);
        MemorySegment out = NativeSegments.cast(target);
        FloatVector total = FloatVector.zero(SPECIES);
        for (int i = 0; i < count;) {
            int end = Math.min(count, i + BLOCK);
            FloatVector sum = FloatVector.zero(SPECIES);
            for (; i < end; i += LANES) {
                var x = FloatVector.fromMemorySegment(SPECIES, in, (at + i) * Float.BYTES, ORDER).sub(max);
                var d = x.blend(LOWEST, x.compare(VectorOperators.LT, LOWEST));
                var shifted = d.fma(LOG2_E, ROUND);
                var n = shifted.sub(ROUND);
                var r = n.fma(FloatVector.broadcast(SPECIES, -LN2_LOW), n.fma(FloatVector.broadcast(SPECIES,
                        -LN2_HIGH), d));
                var q = r.fma(Q4, Q3).fma(r, FloatVector.broadcast(SPECIES, Q2));
                q = q.fma(r, FloatVector.broadcast(SPECIES, Q1)).fma(r, FloatVector.broadcast(SPECIES, Q0));
                q = q.fma(r, FloatVector.broadcast(SPECIES, 1)).fma(r, FloatVector.broadcast(SPECIES, 1));
                var power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
                var e = q.mul(power);
                sum = sum.add(e);
                if (stored) {
                    e.intoMemorySegment(out, (outAt + i) * Float.BYTES, ORDER);
                }
            }
            total = total.add(sum);
        }
        FloatVector s = total.mul(FloatVector.fromArray(SPECIES, FloatLanes.LAST_LANES, lanes));
        if (LANES > 8) {
            s = s.add(s.rearrange(FloatLanes.SWAP_8));
        }
        if (LANES > 4) {
            s = s.add(s.rearrange(FloatLanes.SWAP_4));
        }
        if (LANES > 2) {
            s = s.add(s.rearrange(FloatLanes.SWAP_2));
        }
        return s.add(s.rearrange(FloatLanes.SWAP_1)).lane(0);
    }

    @Override
    public void scale(MemorySegment target, long outAt, int count, float factor) {
        MemorySegment out = NativeSegments.cast(target);
        long end = (outAt + count - LANES) * Float.BYTES;
        var last = FloatVector.fromMemorySegment(SPECIES, out, end, ORDER).mul(factor);
        for (int i = 0; i <= count - LANES; i += LANES) {
            long to = (outAt + i) * Float.BYTES;
            FloatVector.fromMemorySegment(SPECIES, out, to, ORDER).mul(factor).intoMemorySegment(out, to, ORDER);
        }
        last.intoMemorySegment(out, end, ORDER);
    }

    @Override
    public void subtract(MemorySegment source, long at, int count, float max, float log, MemorySegment target,
            long outAt) {
        MemorySegment in = NativeSegments.cast(source);
        MemorySegment out = NativeSegments.cast(target);
        for (int i = 0; i <= count - LANES; i += LANES) {
            FloatVector.fromMemorySegment(SPECIES, in, (at + i) * Float.BYTES, ORDER).sub(max).sub(log)
                    .intoMemorySegment(out, (outAt + i) * Float.BYTES, ORDER);
        }
        int i = count - LANES;
        FloatVector.fromMemorySegment(SPECIES, in, (at + i) * Float.BYTES, ORDER).sub(max).sub(log)
                .intoMemorySegment(out, (outAt + i) * Float.BYTES, ORDER);
    }
}

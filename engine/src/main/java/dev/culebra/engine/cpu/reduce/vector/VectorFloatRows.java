package dev.culebra.engine.cpu.reduce.vector;

import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.LANES;
import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.ORDER;
import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.SPECIES;

import dev.culebra.engine.Reduction;
import dev.culebra.engine.cpu.loop.NativeSegments;
import dev.culebra.engine.cpu.reduce.RowLoops;
import dev.culebra.engine.cpu.reduce.ScalarFloatRows;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Reductions of F32 by vectors where elements lie side by side. For a sum, eight vectors at a time are added
 * as a tree and then to two running ones; lanes are added in the order of a tree too, since that of {@code reduceLanes} is not
 * defined. What does not fill a vector is taken with elements before it, which count 0 in the sum.
 *
 * <p>{@link FloatVector#max} takes six instructions to be right about NaN and zeros. Comparing takes two, which see no NaN; a sum
 * beside them does. Where it is NaN, or the result is a zero, whose sign is not known then, the row is read again.
 */
public final class VectorFloatRows implements RowLoops {
    private static final int STEP = 8 * LANES;
    private static final int STEPS = 128;

    private final ScalarFloatRows strided = new ScalarFloatRows();

    @Override
    public int longest() {
        return STEPS * STEP;
    }

    @Override
    public void reduce(Reduction reduction, MemorySegment in, long at, long stride, int count, MemorySegment out,
            long outAt) {
        if (stride != 1 || count < LANES) {
            strided.reduce(reduction, in, at, stride, count, out, outAt);
            return;
        }
        float result = switch (reduction) {
            case SUM -> sum(in, at, count);
            case MAX -> largest(in, at, count);
            case MIN -> smallest(in, at, count);
            case ARGMAX, ARGMIN -> throw new IllegalArgumentException("reduce: " + reduction + " is an index");
        };
        FloatLanes.store(result, out, outAt);
    }

    @Override
    public void combine(Reduction reduction, MemorySegment partials, long at, int count, MemorySegment out,
            long outAt) {
        reduce(reduction, partials, at, 1, count, out, outAt);
    }

    static float sum(MemorySegment source, long at, int count) {
        MemorySegment in = NativeSegments.cast(source);
        FloatVector last = FloatVector.fromMemorySegment(SPECIES, in, (at + count - LANES) * Float.BYTES, ORDER);
        FloatVector counts = FloatVector.fromArray(SPECIES, FloatLanes.LAST_LANES, count & LANES - 1);
        FloatVector s0 = FloatVector.zero(SPECIES).blend(last, counts.compare(VectorOperators.GT, 0f));
        FloatVector s1 = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= count - STEP; i += STEP) {
            var x0 = FloatVector.fromMemorySegment(SPECIES, in, (at + i) * Float.BYTES, ORDER);
            var x1 = FloatVector.fromMemorySegment(SPECIES, in, (at + i + LANES) * Float.BYTES, ORDER);
            var x2 = FloatVector.fromMemorySegment(SPECIES, in, (at + i + 2 * LANES) * Float.BYTES, ORDER);
            var x3 = FloatVector.fromMemorySegment(SPECIES, in, (at + i + 3 * LANES) * Float.BYTES, ORDER);
            var x4 = FloatVector.fromMemorySegment(SPECIES, in, (at + i + 4 * LANES) * Float.BYTES, ORDER);
            var x5 = FloatVector.fromMemorySegment(SPECIES, in, (at + i + 5 * LANES) * Float.BYTES, ORDER);
            var x6 = FloatVector.fromMemorySegment(SPECIES, in, (at + i + 6 * LANES) * Float.BYTES, ORDER);
            var x7 = FloatVector.fromMemorySegment(SPECIES, in, (at + i + 7 * LANES) * Float.BYTES, ORDER);
            s0 = s0.add(x0.add(x2).add(x4.add(x6)));
            s1 = s1.add(x1.add(x3).add(x5.add(x7)));
        }
        for (; i <= count - LANES; i += LANES) {
            s1 = s1.add(FloatVector.fromMemorySegment(SPECIES, in, (at + i) * Float.BYTES, ORDER));
        }
        FloatVector s = s0.add(s1);
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

    static float largest(MemorySegment source, long at, int count) {
        MemorySegment in = NativeSegments.cast(source);
        FloatVector m0 = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        FloatVector last = FloatVector.fromMemorySegment(SPECIES, in, (at + count - LANES) * Float.BYTES, ORDER);
        FloatVector m1 = m0.blend(last, last.compare(VectorOperators.GT, m0));
        FloatVector m2 = m0;
        FloatVector m3 = m0;
        FloatVector s0 = last;
        FloatVector s1 = last;
        FloatVector s2 = last;
        FloatVector s3 = last;
        int i = 0;
        for (; i <= count - 4 * LANES; i += 4 * LANES) {
            var x0 = FloatVector.fromMemorySegment(SPECIES, in, (at + i) * Float.BYTES, ORDER);
            var x1 = FloatVector.fromMemorySegment(SPECIES, in, (at + i + LANES) * Float.BYTES, ORDER);
            var x2 = FloatVector.fromMemorySegment(SPECIES, in, (at + i + 2 * LANES) * Float.BYTES, ORDER);
            var x3 = FloatVector.fromMemorySegment(SPECIES, in, (at + i + 3 * LANES) * Float.BYTES, ORDER);
            m0 = m0.blend(x0, x0.compare(VectorOperators.GT, m0));
            s0 = s0.add(x0);
            m1 = m1.blend(x1, x1.compare(VectorOperators.GT, m1));
            s1 = s1.add(x1);
            m2 = m2.blend(x2, x2.compare(VectorOperators.GT, m2));
            s2 = s2.add(x2);
            m3 = m3.blend(x3, x3.compare(VectorOperators.GT, m3));
            s3 = s3.add(x3);
        }
        for (; i <= count - LANES; i += LANES) {
            var x = FloatVector.fromMemorySegment(SPECIES, in, (at + i) * Float.BYTES, ORDER);
            m0 = m0.blend(x, x.compare(VectorOperators.GT, m0));
            s0 = s0.add(x);
        }
        float found = m0.max(m1).max(m2.max(m3)).reduceLanes(VectorOperators.MAX);
        boolean nan = s0.add(s1).add(s2.add(s3)).test(VectorOperators.IS_NAN).anyTrue();
        return nan || found == 0 ? exactlyLargest(in, at, count) : found;
    }

    private static float exactlyLargest(MemorySegment source, long at, int count) {
        MemorySegment in = NativeSegments.cast(source);
        FloatVector m = FloatVector.fromMemorySegment(SPECIES, in, (at + count - LANES) * Float.BYTES, ORDER);
        for (int i = 0; i <= count - LANES; i += LANES) {
            m = m.max(FloatVector.fromMemorySegment(SPECIES, in, (at + i) * Float.BYTES, ORDER));
        }
        return m.reduceLanes(VectorOperators.MAX);
    }

    private static float smallest(MemorySegment source, long at, int count) {
        MemorySegment in = NativeSegments.cast(source);
        FloatVector m0 = FloatVector.broadcast(SPECIES, Float.POSITIVE_INFINITY);
        FloatVector last = FloatVector.fromMemorySegment(SPECIES, in, (at + count - LANES) * Float.BYTES, ORDER);
        FloatVector m1 = m0.blend(last, last.compare(VectorOperators.LT, m0));
        FloatVector m2 = m0;
        FloatVector m3 = m0;
        FloatVector s0 = last;
        FloatVector s1 = last;
        FloatVector s2 = last;
        FloatVector s3 = last;
        int i = 0;
        for (; i <= count - 4 * LANES; i += 4 * LANES) {
            var x0 = FloatVector.fromMemorySegment(SPECIES, in, (at + i) * Float.BYTES, ORDER);
            var x1 = FloatVector.fromMemorySegment(SPECIES, in, (at + i + LANES) * Float.BYTES, ORDER);
            var x2 = FloatVector.fromMemorySegment(SPECIES, in, (at + i + 2 * LANES) * Float.BYTES, ORDER);
            var x3 = FloatVector.fromMemorySegment(SPECIES, in, (at + i + 3 * LANES) * Float.BYTES, ORDER);
            m0 = m0.blend(x0, x0.compare(VectorOperators.LT, m0));
            s0 = s0.add(x0);
            m1 = m1.blend(x1, x1.compare(VectorOperators.LT, m1));
            s1 = s1.add(x1);
            m2 = m2.blend(x2, x2.compare(VectorOperators.LT, m2));
            s2 = s2.add(x2);
            m3 = m3.blend(x3, x3.compare(VectorOperators.LT, m3));
            s3 = s3.add(x3);
        }
        for (; i <= count - LANES; i += LANES) {
            var x = FloatVector.fromMemorySegment(SPECIES, in, (at + i) * Float.BYTES, ORDER);
            m0 = m0.blend(x, x.compare(VectorOperators.LT, m0));
            s0 = s0.add(x);
        }
        float found = m0.min(m1).min(m2.min(m3)).reduceLanes(VectorOperators.MIN);
        boolean nan = s0.add(s1).add(s2.add(s3)).test(VectorOperators.IS_NAN).anyTrue();
        return nan || found == 0 ? exactlySmallest(in, at, count) : found;
    }

    private static float exactlySmallest(MemorySegment source, long at, int count) {
        MemorySegment in = NativeSegments.cast(source);
        FloatVector m = FloatVector.fromMemorySegment(SPECIES, in, (at + count - LANES) * Float.BYTES, ORDER);
        for (int i = 0; i <= count - LANES; i += LANES) {
            m = m.min(FloatVector.fromMemorySegment(SPECIES, in, (at + i) * Float.BYTES, ORDER));
        }
        return m.reduceLanes(VectorOperators.MIN);
    }

    @Override
    public boolean hasColumns() {
        return true;
    }

    @Override
    public void reduceColumns(Reduction reduction, MemorySegment in, long at, long rowStride, int rows, int width,
            MemorySegment out, long outAt) {
        switch (reduction) {
            case SUM -> FloatColumns.sum(in, at, rowStride, rows, width, out, outAt);
            case MAX -> FloatColumns.largest(in, at, rowStride, rows, width, out, outAt);
            case MIN -> FloatColumns.smallest(in, at, rowStride, rows, width, out, outAt);
            case ARGMAX, ARGMIN -> throw new IllegalArgumentException("reduce: " + reduction + " is an index");
        }
    }

    /** Finds the value first, strip by strip, and then where it stands in its strip. */
    @Override
    public long indexOf(Reduction reduction, MemorySegment in, long at, long stride, long count) {
        if (stride != 1 || count < LANES) {
            return strided.indexOf(reduction, in, at, stride, count);
        }
        boolean max = reduction == Reduction.ARGMAX;
        int length = (int) Math.min(LONGEST, count);
        long strip = 0;
        float best = max ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
        for (long next = 0; next < count && !Float.isNaN(best); next += length) {
            long from = Math.min(next, count - length);
            float found = max ? largest(in, at + from, length) : smallest(in, at + from, length);
            if (Float.isNaN(found) || (max ? found > best : found < best)) {
                best = found;
                strip = from;
            }
        }
        return strip + first(best, in, at + strip, length);
    }

    /** Where a value, which may be NaN, stands first among elements that contain it. */
    private static int first(float value, MemorySegment source, long at, int count) {
        MemorySegment in = NativeSegments.cast(source);
        boolean nan = Float.isNaN(value);
        for (int next = 0; next < count; next += LANES) {
            int i = Math.min(next, count - LANES);
            FloatVector x = FloatVector.fromMemorySegment(SPECIES, in, (at + i) * Float.BYTES, ORDER);
            int lane = (nan ? x.test(VectorOperators.IS_NAN) : x.compare(VectorOperators.EQ, value)).firstTrue();
            if (lane < LANES) {
                return i + lane;
            }
        }
        return 0;
    }
}

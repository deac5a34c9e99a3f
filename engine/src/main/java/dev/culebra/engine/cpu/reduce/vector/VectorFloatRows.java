package dev.culebra.engine.cpu.reduce.vector;

import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.LANES;
import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.ORDER;
import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.SPECIES;
import static dev.culebra.engine.cpu.reduce.vector.FloatLanes.element;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.culebra.engine.Reduction;
import dev.culebra.engine.cpu.loop.NativeSegments;
import dev.culebra.engine.cpu.reduce.RowLoops;
import dev.culebra.engine.cpu.reduce.ScalarFloatRows;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Reductions of F32 by vectors where elements lie side by side. A sum is taken in the lanes of four vectors, in each of
 * which blocks of {@value #BLOCK} elements are summed by themselves; lanes are added in the order of a tree, since that of
 * {@code reduceLanes} is not defined. What does not fill a vector is taken one by one, or with elements before it: masked
 * vectors would stay on the heap wherever the JIT compiler does not inline all of their code.
 */
public final class VectorFloatRows implements RowLoops {
    private static final int STEP = 4 * LANES;
    private static final int BLOCK = 16;

    private final ScalarFloatRows strided = new ScalarFloatRows();

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
        out.setAtIndex(JAVA_FLOAT, outAt, result);
    }

    @Override
    public void combine(Reduction reduction, MemorySegment partials, long at, int count, MemorySegment out,
            long outAt) {
        reduce(reduction, partials, at, 1, count, out, outAt);
    }

    static float sum(MemorySegment source, long at, int count) {
        MemorySegment in = NativeSegments.cast(source);
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        while (i + STEP <= count) {
            int end = Math.min(count - STEP, i + (BLOCK - 1) * STEP);
            FloatVector b0 = FloatVector.zero(SPECIES);
            FloatVector b1 = b0;
            FloatVector b2 = b0;
            FloatVector b3 = b0;
            for (; i <= end; i += STEP) {
                b0 = b0.add(FloatVector.fromMemorySegment(SPECIES, in, (at + i) * Float.BYTES, ORDER));
                b1 = b1.add(FloatVector.fromMemorySegment(SPECIES, in, (at + i + LANES) * Float.BYTES, ORDER));
                b2 = b2.add(FloatVector.fromMemorySegment(SPECIES, in, (at + i + 2 * LANES) * Float.BYTES, ORDER));
                b3 = b3.add(FloatVector.fromMemorySegment(SPECIES, in, (at + i + 3 * LANES) * Float.BYTES, ORDER));
            }
            s0 = s0.add(b0);
            s1 = s1.add(b1);
            s2 = s2.add(b2);
            s3 = s3.add(b3);
        }
        for (; i + LANES <= count; i += LANES) {
            s1 = s1.add(FloatVector.fromMemorySegment(SPECIES, in, (at + i) * Float.BYTES, ORDER));
        }
        float rest = 0;
        for (; i < count; i++) {
            rest += element(in, at + i);
        }
        FloatVector s = s0.add(s2).add(s1.add(s3));
        if (LANES > 8) {
            s = s.add(s.rearrange(FloatLanes.SWAP_8));
        }
        if (LANES > 4) {
            s = s.add(s.rearrange(FloatLanes.SWAP_4));
        }
        if (LANES > 2) {
            s = s.add(s.rearrange(FloatLanes.SWAP_2));
        }
        return s.add(s.rearrange(FloatLanes.SWAP_1)).lane(0) + rest;
    }

    static float largest(MemorySegment source, long at, int count) {
        MemorySegment in = NativeSegments.cast(source);
        FloatVector m0 = FloatVector.fromMemorySegment(SPECIES, in, (at + count - LANES) * Float.BYTES, ORDER);
        FloatVector m1 = m0;
        int i = 0;
        for (; i + 2 * LANES <= count; i += 2 * LANES) {
            m0 = m0.max(FloatVector.fromMemorySegment(SPECIES, in, (at + i) * Float.BYTES, ORDER));
            m1 = m1.max(FloatVector.fromMemorySegment(SPECIES, in, (at + i + LANES) * Float.BYTES, ORDER));
        }
        if (i + LANES <= count) {
            m0 = m0.max(FloatVector.fromMemorySegment(SPECIES, in, (at + i) * Float.BYTES, ORDER));
        }
        return m0.max(m1).reduceLanes(VectorOperators.MAX);
    }

    private static float smallest(MemorySegment source, long at, int count) {
        MemorySegment in = NativeSegments.cast(source);
        FloatVector m0 = FloatVector.fromMemorySegment(SPECIES, in, (at + count - LANES) * Float.BYTES, ORDER);
        FloatVector m1 = m0;
        int i = 0;
        for (; i + 2 * LANES <= count; i += 2 * LANES) {
            m0 = m0.min(FloatVector.fromMemorySegment(SPECIES, in, (at + i) * Float.BYTES, ORDER));
            m1 = m1.min(FloatVector.fromMemorySegment(SPECIES, in, (at + i + LANES) * Float.BYTES, ORDER));
        }
        if (i + LANES <= count) {
            m0 = m0.min(FloatVector.fromMemorySegment(SPECIES, in, (at + i) * Float.BYTES, ORDER));
        }
        return m0.min(m1).reduceLanes(VectorOperators.MIN);
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

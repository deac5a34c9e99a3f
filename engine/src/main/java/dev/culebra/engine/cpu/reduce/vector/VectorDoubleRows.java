package dev.culebra.engine.cpu.reduce.vector;

import static dev.culebra.engine.cpu.reduce.vector.DoubleLanes.LANES;
import static dev.culebra.engine.cpu.reduce.vector.DoubleLanes.ORDER;
import static dev.culebra.engine.cpu.reduce.vector.DoubleLanes.SPECIES;
import static dev.culebra.engine.cpu.reduce.vector.DoubleLanes.element;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import dev.culebra.engine.Reduction;
import dev.culebra.engine.cpu.loop.NativeSegments;
import dev.culebra.engine.cpu.reduce.RowLoops;
import dev.culebra.engine.cpu.reduce.ScalarDoubleRows;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Reductions of F64 by vectors where elements lie side by side. A sum is taken in the lanes of four vectors, in each of
 * which blocks of {@value #BLOCK} elements are summed by themselves; lanes are added in the order of a tree, since that of
 * {@code reduceLanes} is not defined. What does not fill a vector is taken one by one, or with elements before it: masked
 * vectors would stay on the heap wherever the JIT compiler does not inline all of their code.
 */
public final class VectorDoubleRows implements RowLoops {
    private static final int STEP = 4 * LANES;
    private static final int BLOCK = 16;

    private final ScalarDoubleRows strided = new ScalarDoubleRows();

    @Override
    public void reduce(Reduction reduction, MemorySegment in, long at, long stride, int count, MemorySegment out,
            long outAt) {
        if (stride != 1 || count < LANES) {
            strided.reduce(reduction, in, at, stride, count, out, outAt);
            return;
        }
        double result = switch (reduction) {
            case SUM -> sum(in, at, count);
            case MAX -> largest(in, at, count);
            case MIN -> smallest(in, at, count);
            case ARGMAX, ARGMIN -> throw new IllegalArgumentException("reduce: " + reduction + " is an index");
        };
        out.setAtIndex(JAVA_DOUBLE, outAt, result);
    }

    @Override
    public void combine(Reduction reduction, MemorySegment partials, long at, int count, MemorySegment out,
            long outAt) {
        reduce(reduction, partials, at, 1, count, out, outAt);
    }

    static double sum(MemorySegment source, long at, int count) {
        MemorySegment in = NativeSegments.cast(source);
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        int i = 0;
        while (i + STEP <= count) {
            int end = Math.min(count - STEP, i + (BLOCK - 1) * STEP);
            DoubleVector b0 = DoubleVector.zero(SPECIES);
            DoubleVector b1 = b0;
            DoubleVector b2 = b0;
            DoubleVector b3 = b0;
            for (; i <= end; i += STEP) {
                b0 = b0.add(DoubleVector.fromMemorySegment(SPECIES, in, (at + i) * Double.BYTES, ORDER));
                b1 = b1.add(DoubleVector.fromMemorySegment(SPECIES, in, (at + i + LANES) * Double.BYTES, ORDER));
                b2 = b2.add(DoubleVector.fromMemorySegment(SPECIES, in, (at + i + 2 * LANES) * Double.BYTES, ORDER));
                b3 = b3.add(DoubleVector.fromMemorySegment(SPECIES, in, (at + i + 3 * LANES) * Double.BYTES, ORDER));
            }
            s0 = s0.add(b0);
            s1 = s1.add(b1);
            s2 = s2.add(b2);
            s3 = s3.add(b3);
        }
        for (; i + LANES <= count; i += LANES) {
            s1 = s1.add(DoubleVector.fromMemorySegment(SPECIES, in, (at + i) * Double.BYTES, ORDER));
        }
        double rest = 0;
        for (; i < count; i++) {
            rest += element(in, at + i);
        }
        DoubleVector s = s0.add(s2).add(s1.add(s3));
        if (LANES > 4) {
            s = s.add(s.rearrange(DoubleLanes.SWAP_4));
        }
        if (LANES > 2) {
            s = s.add(s.rearrange(DoubleLanes.SWAP_2));
        }
        return s.add(s.rearrange(DoubleLanes.SWAP_1)).lane(0) + rest;
    }

    static double largest(MemorySegment source, long at, int count) {
        MemorySegment in = NativeSegments.cast(source);
        DoubleVector m0 = DoubleVector.fromMemorySegment(SPECIES, in, (at + count - LANES) * Double.BYTES, ORDER);
        DoubleVector m1 = m0;
        int i = 0;
        for (; i + 2 * LANES <= count; i += 2 * LANES) {
            m0 = m0.max(DoubleVector.fromMemorySegment(SPECIES, in, (at + i) * Double.BYTES, ORDER));
            m1 = m1.max(DoubleVector.fromMemorySegment(SPECIES, in, (at + i + LANES) * Double.BYTES, ORDER));
        }
        if (i + LANES <= count) {
            m0 = m0.max(DoubleVector.fromMemorySegment(SPECIES, in, (at + i) * Double.BYTES, ORDER));
        }
        return m0.max(m1).reduceLanes(VectorOperators.MAX);
    }

    private static double smallest(MemorySegment source, long at, int count) {
        MemorySegment in = NativeSegments.cast(source);
        DoubleVector m0 = DoubleVector.fromMemorySegment(SPECIES, in, (at + count - LANES) * Double.BYTES, ORDER);
        DoubleVector m1 = m0;
        int i = 0;
        for (; i + 2 * LANES <= count; i += 2 * LANES) {
            m0 = m0.min(DoubleVector.fromMemorySegment(SPECIES, in, (at + i) * Double.BYTES, ORDER));
            m1 = m1.min(DoubleVector.fromMemorySegment(SPECIES, in, (at + i + LANES) * Double.BYTES, ORDER));
        }
        if (i + LANES <= count) {
            m0 = m0.min(DoubleVector.fromMemorySegment(SPECIES, in, (at + i) * Double.BYTES, ORDER));
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
            case SUM -> DoubleColumns.sum(in, at, rowStride, rows, width, out, outAt);
            case MAX -> DoubleColumns.largest(in, at, rowStride, rows, width, out, outAt);
            case MIN -> DoubleColumns.smallest(in, at, rowStride, rows, width, out, outAt);
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
        double best = max ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        for (long next = 0; next < count && !Double.isNaN(best); next += length) {
            long from = Math.min(next, count - length);
            double found = max ? largest(in, at + from, length) : smallest(in, at + from, length);
            if (Double.isNaN(found) || (max ? found > best : found < best)) {
                best = found;
                strip = from;
            }
        }
        return strip + first(best, in, at + strip, length);
    }

    /** Where a value, which may be NaN, stands first among elements that contain it. */
    private static int first(double value, MemorySegment source, long at, int count) {
        MemorySegment in = NativeSegments.cast(source);
        boolean nan = Double.isNaN(value);
        for (int next = 0; next < count; next += LANES) {
            int i = Math.min(next, count - LANES);
            DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, in, (at + i) * Double.BYTES, ORDER);
            int lane = (nan ? x.test(VectorOperators.IS_NAN) : x.compare(VectorOperators.EQ, value)).firstTrue();
            if (lane < LANES) {
                return i + lane;
            }
        }
        return 0;
    }
}

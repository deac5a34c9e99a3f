package dev.culebra.engine.cpu.pool.vector;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.culebra.engine.cpu.loop.NativeSegments;
import dev.culebra.engine.cpu.pool.SquarePools;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Two rows of an image at a time. A vector of windows comes from two vectors of each row: even lanes are the windows' left
 * elements, odd lanes the right ones. What is computed beyond the end of a row is overwritten by the next.
 */
public final class VectorSquarePools implements SquarePools {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** Even lanes in the lower half, and again in the upper one; the same with odd ones. */
    private static final VectorShuffle<Float> EVEN = SPECIES.shuffleFromOp(lane -> 2 * lane % LANES);
    private static final VectorShuffle<Float> ODD = SPECIES.shuffleFromOp(lane -> 2 * lane % LANES + 1);
    /** Each lane of the lower half twice, and of the upper one. */
    private static final VectorShuffle<Float> LOWER = SPECIES.shuffleFromOp(lane -> lane / 2);
    private static final VectorShuffle<Float> UPPER = SPECIES.shuffleFromOp(lane -> (lane + LANES) / 2);
    private static final VectorMask<Float> UPPER_HALF = SPECIES.indexInRange(-LANES / 2, LANES);
    private static final VectorMask<Float> ODD_LANES = VectorMask.fromLong(SPECIES, 0xAAAA_AAAA_AAAA_AAAAL);

    /** Loops for this machine. */
    public VectorSquarePools() {}

    @Override
    public void reduce(boolean maximum, MemorySegment in, long at, int width, int rows, MemorySegment out, long outAt,
            long end) {
        int columns = width / 2;
        long readable = in.byteSize() / Float.BYTES;
        for (int row = 0; row < rows; row++) {
            long from = at + 2L * row * width;
            long to = outAt + (long) row * columns;
            int column = 0;
            if (to + Math.ceilDiv(columns, LANES) * (long) LANES <= end && from + width + Math.ceilDiv(columns, LANES)
                    * 2L * LANES <= readable) {
                if (maximum) {
                    largest(in, from, width, columns, out, to);
                } else {
                    sums(in, from, width, columns, out, to);
                }
                column = columns;
            }
            for (; column < columns; column++) {
                long x = from + 2L * column;
                float upper = combine(maximum, get(in, x), get(in, x + 1));
                float lower = combine(maximum, get(in, x + width), get(in, x + width + 1));
                NativeSegments.cast(out).setAtIndex(JAVA_FLOAT, to + column, combine(maximum, upper, lower));
            }
        }
    }

    private static float combine(boolean maximum, float x, float y) {
        return maximum ? Math.max(x, y) : x + y;
    }

    private static float get(MemorySegment in, long at) {
        return NativeSegments.cast(in).getAtIndex(JAVA_FLOAT, at);
    }

    private static void largest(MemorySegment in, long from, int width, int columns, MemorySegment out, long to) {
        MemorySegment source = NativeSegments.cast(in);
        MemorySegment target = NativeSegments.cast(out);
        for (int column = 0; column < columns; column += LANES) {
            long first = (from + 2L * column) * Float.BYTES;
            long second = first + (long) width * Float.BYTES;
            var a = FloatVector.fromMemorySegment(SPECIES, source, first, ORDER).max(FloatVector.fromMemorySegment(
                    SPECIES, source, second, ORDER));
            first += SPECIES.vectorByteSize();
            second += SPECIES.vectorByteSize();
            var b = FloatVector.fromMemorySegment(SPECIES, source, first, ORDER).max(FloatVector.fromMemorySegment(
                    SPECIES, source, second, ORDER));
            var left = a.rearrange(EVEN).blend(b.rearrange(EVEN), UPPER_HALF);
            var right = a.rearrange(ODD).blend(b.rearrange(ODD), UPPER_HALF);
            left.max(right).intoMemorySegment(target, (to + column) * Float.BYTES, ORDER);
        }
    }

    private static void sums(MemorySegment in, long from, int width, int columns, MemorySegment out, long to) {
        MemorySegment source = NativeSegments.cast(in);
        MemorySegment target = NativeSegments.cast(out);
        for (int column = 0; column < columns; column += LANES) {
            long first = (from + 2L * column) * Float.BYTES;
            long second = first + (long) width * Float.BYTES;
            var a = FloatVector.fromMemorySegment(SPECIES, source, first, ORDER);
            var c = FloatVector.fromMemorySegment(SPECIES, source, second, ORDER);
            first += SPECIES.vectorByteSize();
            second += SPECIES.vectorByteSize();
            var b = FloatVector.fromMemorySegment(SPECIES, source, first, ORDER);
            var d = FloatVector.fromMemorySegment(SPECIES, source, second, ORDER);
            var upper = a.rearrange(EVEN).blend(b.rearrange(EVEN), UPPER_HALF).add(a.rearrange(ODD).blend(b.rearrange(
                    ODD), UPPER_HALF));
            var lower = c.rearrange(EVEN).blend(d.rearrange(EVEN), UPPER_HALF).add(c.rearrange(ODD).blend(d.rearrange(
                    ODD), UPPER_HALF));
            upper.add(lower).intoMemorySegment(target, (to + column) * Float.BYTES, ORDER);
        }
    }

    @Override
    public void spread(MemorySegment in, long at, int width, int rows, MemorySegment maxima, long maximaAt,
            MemorySegment upstream, long upstreamAt, MemorySegment gradient, long gradientAt, long end) {
        int columns = width / 2;
        long vectors = Math.ceilDiv(columns, LANES) * (long) LANES;
        long readable = Math.min(in.byteSize() / Float.BYTES - at, end - gradientAt);
        long windows = Math.min(maxima.byteSize() / Float.BYTES - maximaAt, upstream.byteSize() / Float.BYTES
                - upstreamAt);
        for (int row = 0; row < rows; row++) {
            long from = 2L * row * width;
            long window = (long) row * columns;
            int column = 0;
            if (from + width + 2 * vectors <= readable && window + vectors <= windows) {
                spread(in, at + from, width, columns, maxima, maximaAt + window, upstream, upstreamAt + window,
                        gradient, gradientAt + from);
                column = columns;
            }
            for (; column < columns; column++) {
                give(in, at + from + 2L * column, width, get(maxima, maximaAt + window + column), get(upstream,
                        upstreamAt + window + column), gradient, gradientAt + from + 2L * column);
            }
            if (width % 2 == 1) {
                long last = gradientAt + from + width - 1;
                NativeSegments.cast(gradient).setAtIndex(JAVA_FLOAT, last, 0);
                NativeSegments.cast(gradient).setAtIndex(JAVA_FLOAT, last + width, 0);
            }
        }
    }

    private static void give(MemorySegment in, long at, int width, float maximum, float share, MemorySegment gradient,
            long to) {
        boolean taken = false;
        for (int i = 0; i < 4; i++) {
            int place = i / 2 * width + i % 2;
            float x = get(in, at + place);
            boolean attains = !taken && (x == maximum || Float.isNaN(x));
            NativeSegments.cast(gradient).setAtIndex(JAVA_FLOAT, to + place, attains ? share : 0);
            taken |= attains;
        }
    }

    /** The left and right elements of a row of windows lie side by side, and so do the shares: each window twice. */
    private static void spread(MemorySegment in, long from, int width, int columns, MemorySegment maxima, long maximaAt,
            MemorySegment upstream, long upstreamAt, MemorySegment gradient, long to) {
        MemorySegment source = NativeSegments.cast(in);
        MemorySegment target = NativeSegments.cast(gradient);
        long down = (long) width * Float.BYTES;
        long next = SPECIES.vectorByteSize();
        // All of the upper row first, since what is written beyond its end lies in the lower one.
        for (int column = 0; column < columns; column += LANES) {
            var y = FloatVector.fromMemorySegment(SPECIES, NativeSegments.cast(maxima), (maximaAt + column)
                    * Float.BYTES, ORDER);
            var dy = FloatVector.fromMemorySegment(SPECIES, NativeSegments.cast(upstream), (upstreamAt + column)
                    * Float.BYTES, ORDER);
            long at = (from + 2L * column) * Float.BYTES;
            var a = FloatVector.fromMemorySegment(SPECIES, source, at, ORDER);
            var b = FloatVector.fromMemorySegment(SPECIES, source, at + next, ORDER);
            var left = a.rearrange(EVEN).blend(b.rearrange(EVEN), UPPER_HALF);
            var right = a.rearrange(ODD).blend(b.rearrange(ODD), UPPER_HALF);
            var first = left.eq(y).or(left.test(VectorOperators.IS_NAN));
            var second = right.eq(y).or(right.test(VectorOperators.IS_NAN)).andNot(first);
            var forLeft = FloatVector.zero(SPECIES).blend(dy, first);
            var forRight = FloatVector.zero(SPECIES).blend(dy, second);
            long out = (to + 2L * column) * Float.BYTES;
            forLeft.rearrange(LOWER).blend(forRight.rearrange(LOWER), ODD_LANES).intoMemorySegment(target, out, ORDER);
            forLeft.rearrange(UPPER).blend(forRight.rearrange(UPPER), ODD_LANES).intoMemorySegment(target, out + next,
                    ORDER);
        }
        for (int column = 0; column < columns; column += LANES) {
            var y = FloatVector.fromMemorySegment(SPECIES, NativeSegments.cast(maxima), (maximaAt + column)
                    * Float.BYTES, ORDER);
            var dy = FloatVector.fromMemorySegment(SPECIES, NativeSegments.cast(upstream), (upstreamAt + column)
                    * Float.BYTES, ORDER);
            long at = (from + 2L * column) * Float.BYTES;
            var a = FloatVector.fromMemorySegment(SPECIES, source, at, ORDER);
            var b = FloatVector.fromMemorySegment(SPECIES, source, at + next, ORDER);
            var left = a.rearrange(EVEN).blend(b.rearrange(EVEN), UPPER_HALF);
            var right = a.rearrange(ODD).blend(b.rearrange(ODD), UPPER_HALF);
            var above = left.eq(y).or(left.test(VectorOperators.IS_NAN)).or(right.eq(y)).or(right.test(
                    VectorOperators.IS_NAN));
            var c = FloatVector.fromMemorySegment(SPECIES, source, at + down, ORDER);
            var d = FloatVector.fromMemorySegment(SPECIES, source, at + down + next, ORDER);
            var lowerLeft = c.rearrange(EVEN).blend(d.rearrange(EVEN), UPPER_HALF);
            var lowerRight = c.rearrange(ODD).blend(d.rearrange(ODD), UPPER_HALF);
            var first = lowerLeft.eq(y).or(lowerLeft.test(VectorOperators.IS_NAN)).andNot(above);
            var second = lowerRight.eq(y).or(lowerRight.test(VectorOperators.IS_NAN)).andNot(above).andNot(first);
            var forLeft = FloatVector.zero(SPECIES).blend(dy, first);
            var forRight = FloatVector.zero(SPECIES).blend(dy, second);
            long out = (to + 2L * column) * Float.BYTES + down;
            forLeft.rearrange(LOWER).blend(forRight.rearrange(LOWER), ODD_LANES).intoMemorySegment(target, out, ORDER);
            forLeft.rearrange(UPPER).blend(forRight.rearrange(UPPER), ODD_LANES).intoMemorySegment(target, out + next,
                    ORDER);
        }
    }
}

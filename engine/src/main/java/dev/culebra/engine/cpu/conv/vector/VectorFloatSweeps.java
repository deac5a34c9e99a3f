package dev.culebra.engine.cpu.conv.vector;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.culebra.engine.cpu.conv.SweepKernel;
import dev.culebra.engine.cpu.gemm.vector.VectorMicroKernels;
import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Convolutions of F32 by vectors. */
public final class VectorFloatSweeps implements SweepKernel<float[]> {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    /** As many elements of no bits as a vector has, then as many of all bits. */
    private static final int[] KEPT = kept();
    private static final VectorShuffle<Float> SWAP_1 = swap(1);
    private static final VectorShuffle<Float> SWAP_2 = swap(2);
    private static final VectorShuffle<Float> SWAP_4 = swap(4);
    private static final VectorShuffle<Float> SWAP_8 = swap(8);
    private static final int HALF = FILTERS / 2;
    private static final int FEW_PLACES = PLACES / 2;

    /** Loops for this machine. */
    public VectorFloatSweeps() {}

    private static int[] kept() {
        int[] kept = new int[2 * LANES];
        Arrays.fill(kept, LANES, kept.length, -1);
        return kept;
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public float[] newArray(int elements) {
        return new float[elements];
    }

    @Override
    public int length(float[] array) {
        return array.length;
    }

    @Override
    public void clear(float[] array, int from, int to) {
        Arrays.fill(array, from, to, 0);
    }

    @Override
    public void copy(MemorySegment source, long index, float[] target, int at) {
        target[at] = NativeSegments.cast(source).getAtIndex(JAVA_FLOAT, index);
    }

    @Override
    public void fill(MemorySegment source, long index, long rowStep, long step, int rows, int first, int last,
            float[] target, int at, int width) {
        long elements = source.byteSize() / Float.BYTES;
        int vectors = Math.ceilDiv(width, LANES);
        long farthest = index + (rows - 1) * rowStep - first + (long) vectors * LANES;
        if (step != 1 || index < first || farthest > elements || last - first < 2) {
            fillSingly(source, index, rowStep, step, rows, first, last, target, at, width);
            return;
        }
        // From right to left, since vectors at the right end reach into the next row.
        for (int v = (vectors - 1) * LANES; v >= 0; v -= LANES) {
            fillColumn(source, index - first + v, rowStep, rows, first - v, last - v, target, at + v, width);
        }
    }

    /** A vector of each row, of which lanes before {@code first}, and from {@code last} on, are 0. */
    private static void fillColumn(MemorySegment source, long index, long rowStep, int rows, int first, int last,
            float[] target, int at, int width) {
        MemorySegment segment = NativeSegments.cast(source);
        var kept = IntVector.fromArray(IntVector.SPECIES_PREFERRED, KEPT, LANES - Math.clamp(first, 0, LANES)).and(
                IntVector.fromArray(IntVector.SPECIES_PREFERRED, KEPT, LANES - Math.clamp(last, 0, LANES)).not());
        for (int row = 0; row < rows; row++) {
            var x = FloatVector.fromMemorySegment(SPECIES, segment, (index + row * rowStep) * Float.BYTES, ORDER);
            x.reinterpretAsInts().and(kept).reinterpretAsFloats().intoArray(target, at + row * width);
        }
    }

    private static void fillSingly(MemorySegment source, long index, long rowStep, long step, int rows, int first,
            int last, float[] target, int at, int width) {
        MemorySegment segment = NativeSegments.cast(source);
        for (int row = 0; row < rows; row++) {
            int to = at + row * width;
            long from = index + row * rowStep;
            Arrays.fill(target, to, to + first, 0);
            for (int i = first; i < last; i++) {
                target[to + i] = segment.getAtIndex(JAVA_FLOAT, from + (i - first) * step);
            }
            Arrays.fill(target, to + last, to + width, 0);
        }
    }

    @Override
    public void store(float[] source, int at, int pitch, int rows, int columns, MemorySegment out, long index,
            long outPitch, long step, boolean followed) {
        boolean dense = step == 1 && outPitch == columns;
        int overwritten = !dense ? 0 : followed ? rows : Math.max(0, rows - Math.ceilDiv(LANES, columns));
        // From right to left, since vectors at the right end reach into the next row.
        for (int v = (Math.ceilDiv(columns, LANES) - 1) * LANES; v >= 0; v -= LANES) {
            storeColumn(source, at + v, pitch, overwritten, out, index + v, outPitch);
        }
        for (int row = overwritten; row < rows; row++) {
            storeRow(source, at + row * pitch, columns, out, index + row * outPitch, step);
        }
    }

    private static void storeColumn(float[] source, int at, int pitch, int rows, MemorySegment out, long index,
            long outPitch) {
        MemorySegment segment = NativeSegments.cast(out);
        for (int row = 0; row < rows; row++) {
            FloatVector.fromArray(SPECIES, source, at + row * pitch).intoMemorySegment(segment, (index + row * outPitch)
                    * Float.BYTES, ORDER);
        }
    }

    private static void storeRow(float[] source, int at, int columns, MemorySegment out, long index, long step) {
        MemorySegment segment = NativeSegments.cast(out);
        int i = 0;
        for (; step == 1 && i + LANES <= columns; i += LANES) {
            FloatVector.fromArray(SPECIES, source, at + i).intoMemorySegment(segment, (index + i) * Float.BYTES, ORDER);
        }
        for (; i < columns; i++) {
            segment.setAtIndex(JAVA_FLOAT, index + i * step, source[at + i]);
        }
    }

    @Override
    public void sweep(int filters, int vectors, int depth, float[] weights, int weightsAt, float[] planes,
            int[] offsets, int at, float[] out, int outAt, int outPitch) {
        int most = VectorMicroKernels.MANY_REGISTERS ? 3 : 2;
        for (int v = 0; v < vectors; v += most) {
            int count = Math.min(most, vectors - v);
            int x = at + v * LANES;
            int to = outAt + v * LANES;
            if (filters > HALF && VectorMicroKernels.MANY_REGISTERS) {
                EightFloatFilters.sweep(count, depth, weights, weightsAt, planes, offsets, x, out, to, outPitch);
                continue;
            }
            FourFloatFilters.sweep(count, depth, weights, weightsAt, planes, offsets, x, out, to, outPitch);
            if (filters > HALF) {
                FourFloatFilters.sweep(count, depth, weights, weightsAt + HALF, planes, offsets, x, out, to + HALF
                        * outPitch, outPitch);
            }
        }
    }

    @Override
    public void correlate(int images, int vectors, float[] upstream, int upstreamAt, int rowPitch, int upstreamPitch,
            float[] planes, int planesAt, int planesPitch, int[] offsets, int place, float[] sums, int sumsAt) {
        boolean few = offsets[place + FEW_PLACES - 1] == offsets[place + PLACES - 1];
        if (VectorMicroKernels.MANY_REGISTERS && !few) {
            FloatCorrelation.six(images, vectors, upstream, upstreamAt, rowPitch, upstreamPitch, planes, planesAt,
                    planesPitch, offsets, place, sums, sumsAt);
            return;
        }
        FloatCorrelation.three(images, vectors, upstream, upstreamAt, rowPitch, upstreamPitch, planes, planesAt,
                planesPitch, offsets, place, sums, sumsAt);
        if (!few) {
            FloatCorrelation.three(images, vectors, upstream, upstreamAt, rowPitch, upstreamPitch, planes, planesAt,
                    planesPitch, offsets, place + FEW_PLACES, sums, sumsAt + FEW_PLACES * LANES);
        }
    }

    @Override
    public void total(float[] sums, int at, int count, int parts, int pitch, MemorySegment out, long index) {
        MemorySegment segment = NativeSegments.cast(out);
        for (int i = 0; i < count; i++) {
            var sum = FloatVector.fromArray(SPECIES, sums, at + i * LANES);
            for (int part = 1; part < parts; part++) {
                sum = sum.add(FloatVector.fromArray(SPECIES, sums, at + part * pitch + i * LANES));
            }
            // In a fixed order: that of reduceLanes may differ from one call to the next.
            sum = sum.add(sum.rearrange(SWAP_1));
            sum = LANES > 2 ? sum.add(sum.rearrange(SWAP_2)) : sum;
            sum = LANES > 4 ? sum.add(sum.rearrange(SWAP_4)) : sum;
            sum = LANES > 8 ? sum.add(sum.rearrange(SWAP_8)) : sum;
            segment.setAtIndex(JAVA_FLOAT, index + i, sum.lane(0));
        }
    }

    /** Exchanges lanes whose numbers differ by {@code distance}; none if there are not so many. */
    private static VectorShuffle<Float> swap(int distance) {
        return SPECIES.shuffleFromOp(lane -> distance < LANES ? lane ^ distance : lane);
    }
}

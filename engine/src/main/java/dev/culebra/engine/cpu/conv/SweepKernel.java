package dev.culebra.engine.cpu.conv;

import java.lang.foreign.MemorySegment;

/**
 * The loops of convolutions for one element type. Positions, steps and lengths are in elements.
 *
 * @param <P> the array type: {@code float[]} or {@code double[]}
 */
public interface SweepKernel<P> {
    /** Filters that are computed together; so many numbers of packed weights stand side by side. */
    int FILTERS = 8;

    /** Channels of an upstream gradient whose products are summed together. */
    int ROWS = 4;

    /** Places of windows whose products are summed together. */
    int PLACES = 6;

    /** Elements of a vector. */
    int lanes();

    /** A new array, all zeros. */
    P newArray(int elements);

    /** The length of an array. */
    int length(P array);

    /** Overwrites some elements by zeros. */
    void clear(P array, int from, int to);

    /** Sets one element to one of a segment. */
    void copy(MemorySegment source, long index, P target, int at);

    /**
     * Fills rows of {@code width}: with elements of a segment from column {@code first} to {@code last}, exclusive, and with zeros
     * before and after these. Up to {@link #lanes()} elements beyond the last row are overwritten.
     *
     * @param index of the first element that is copied
     * @param rowStep from one row to the next in the segment
     * @param step from one element to the next in the segment
     */
    void fill(MemorySegment source, long index, long rowStep, long step, int rows, int first, int last, P target,
            int at, int width);

    /**
     * Copies rows, {@code pitch} apart, into rows of a segment, {@code outPitch} apart.
     *
     * @param step from one element to the next in the segment
     * @param followed whether up to {@link #lanes()} elements after the last row may be overwritten
     */
    void store(P source, int at, int pitch, int rows, int columns, MemorySegment out, long index, long outPitch,
            long step, boolean followed);

    /**
     * Computes {@code out[filter, q] = weights[0, filter] + Σ_p weights[1 + p, filter] · planes[at + offsets[p] + q]} for some
     * filters and {@code vectors} vectors of positions q.
     *
     * @param filters 1 to {@link #FILTERS}
     * @param vectors 1 or more
     * @param weights {@code [1 + depth, FILTERS]} from {@code weightsAt} on
     * @param out rows for all {@link #FILTERS} filters, {@code outPitch} apart
     */
    void sweep(int filters, int vectors, int depth, P weights, int weightsAt, P planes, int[] offsets, int at, P out,
            int outAt, int outPitch);

    /**
     * Adds {@code Σ_{image, q} upstream[image, row, q] · planes[image, offsets[place] + q]} to vectors of sums,
     * {@code [ROWS, PLACES, lanes]}.
     *
     * @param vectors of positions q, of each image
     * @param upstream rows {@code rowPitch} apart, images {@code upstreamPitch}
     * @param planes images {@code planesPitch} apart
     * @param offsets those of {@link #PLACES} places from {@code place} on
     */
    void correlate(int images, int vectors, P upstream, int upstreamAt, int rowPitch, int upstreamPitch, P planes,
            int planesAt, int planesPitch, int[] offsets, int place, P sums, int sumsAt);

    /**
     * Stores sums over the lanes of vectors that stand side by side, and over parts: element i of the output is the sum of the lanes
     * of vectors i of all parts.
     *
     * @param pitch from one part to the next
     */
    void total(P sums, int at, int count, int parts, int pitch, MemorySegment out, long index);
}

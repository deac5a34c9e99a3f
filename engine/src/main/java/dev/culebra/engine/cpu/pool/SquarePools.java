package dev.culebra.engine.cpu.pool;

import java.lang.foreign.MemorySegment;

/**
 * Pooling of F32 by windows of 2 by 2 side by side, some rows of windows at a time. Positions are in elements. An image's row is
 * {@code width} long, a row of windows {@code width / 2}, and rows lie side by side.
 */
public interface SquarePools {
    /**
     * Reduces windows.
     *
     * @param maximum whether to take the largest; else the sum
     * @param end up to which elements of {@code out} may be overwritten that are written later
     */
    void reduce(boolean maximum, MemorySegment in, long at, int width, int rows, MemorySegment out, long outAt,
            long end);

    /**
     * Hands what belongs to a window to the first of its elements that is the maximum, and 0 to all others in these rows.
     *
     * @param gradientAt where the gradient of the first row of the image is
     * @param end up to which elements of {@code gradient} may be overwritten that are written later
     */
    void spread(MemorySegment in, long at, int width, int rows, MemorySegment maxima, long maximaAt,
            MemorySegment upstream, long upstreamAt, MemorySegment gradient, long gradientAt, long end);
}

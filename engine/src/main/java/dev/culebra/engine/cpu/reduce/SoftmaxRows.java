package dev.culebra.engine.cpu.reduce;

import java.lang.foreign.MemorySegment;

/**
 * The passes of softmax over one row of F32 whose elements lie side by side. Positions are in elements.
 *
 * <p>Exponentials are those of {@code x − max}, times {@link #SCALE}: so all of them are normal numbers, and the smallest ones are
 * rounded once, when they are divided by their sum.
 */
public interface SoftmaxRows {
    /** 2⁶⁴. */
    float SCALE = 0x1p64f;

    /** The fewest elements that a row may have. */
    int shortest();

    /** The largest element; of NaN, nothing is seen. */
    float max(MemorySegment in, long at, int count);

    /** The sum of the exponentials; NaN where one is. */
    float sum(MemorySegment in, long at, int count, float max);

    /** The same, which leaves the exponentials in {@code out}; this must not be the input. */
    float exponentials(MemorySegment in, long at, int count, float max, MemorySegment out, long outAt);

    /** Multiplies elements by a factor. */
    void scale(MemorySegment out, long outAt, int count, float factor);

    /** {@code x − max − log}; {@code out} must not be the input. */
    void subtract(MemorySegment in, long at, int count, float max, float log, MemorySegment out, long outAt);
}

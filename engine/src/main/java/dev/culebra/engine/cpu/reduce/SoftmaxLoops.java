package dev.culebra.engine.cpu.reduce;

import java.lang.foreign.MemorySegment;

/**
 * Softmax of single rows of one floating type, in cache from the first pass to the last. Positions are in elements; a row has
 * 1 to {@link RowLoops#LONGEST} of them, side by side.
 */
public interface SoftmaxLoops {
    /** {@code exp(x − max) / Σ exp(x − max)}. */
    void softmax(MemorySegment in, long at, int count, MemorySegment out, long outAt);

    /** {@code x − max − log Σ exp(x − max)}. */
    void logSoftmax(MemorySegment in, long at, int count, MemorySegment out, long outAt);
}

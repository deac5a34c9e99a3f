package dev.culebra.engine.cpu.reduce;

import java.lang.foreign.MemorySegment;

/**
 * Softmax of rows that are so short that they fit in registers, of one floating type. Positions are in elements, and a row's
 * elements stand side by side.
 */
public interface ShortSoftmax {
    /** The most elements that a row may have. */
    int longest();

    /** {@code exp(x − max) / Σ exp(x − max)}. */
    void softmax(MemorySegment in, long at, int count, MemorySegment out, long outAt);

    /** {@code x − max − log Σ exp(x − max)}. */
    void logSoftmax(MemorySegment in, long at, int count, MemorySegment out, long outAt);
}

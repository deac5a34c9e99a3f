package dev.culebra.engine.cpu.loop;

import java.lang.foreign.MemorySegment;

/** One elementwise function over whole vectors, compiled for its operands; {@link VectorLoop} runs it. */
interface VectorCode {
    /** How many elements fill a vector. */
    int lanes();

    /**
     * Computes as many of {@code count} elements as fill vectors, as {@link MapLoop#run} says.
     *
     * @return how many
     */
    int run(MemorySegment[] inputs, long[] offsets, long[] strides, MemorySegment output, long outputOffset,
            long outputStride, int count);
}

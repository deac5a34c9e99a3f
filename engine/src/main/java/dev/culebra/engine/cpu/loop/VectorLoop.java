package dev.culebra.engine.cpu.loop;

import java.lang.foreign.MemorySegment;

/**
 * A loop of vectors, and plain Java for the elements that do not fill one. Masked vectors would do for these too, but wherever
 * the JIT compiler does not inline all of their code they are objects on the heap.
 */
final class VectorLoop implements MapLoop {
    private final VectorCode code;
    private final StripLoop rest;

    /**
     * @param rest computes the same
     */
    VectorLoop(VectorCode code, StripLoop rest) {
        this.code = code;
        this.rest = rest;
    }

    @Override
    public void run(MemorySegment[] inputs, long[] offsets, long[] strides, MemorySegment output, long outputOffset,
            long outputStride, int count) {
        int done = code.run(inputs, offsets, strides, output, outputOffset, outputStride, count);
        if (done < count) {
            rest.run(inputs, offsets, strides, output, outputOffset, outputStride, done, count);
        }
    }
}

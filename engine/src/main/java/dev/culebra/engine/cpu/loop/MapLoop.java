package dev.culebra.engine.cpu.loop;

import java.lang.foreign.MemorySegment;

/**
 * One elementwise function over a run of elements, compiled for the dtypes and access patterns of its operands.
 *
 * <pre>{@code
 * loop.run(new MemorySegment[]{a, b}, new long[]{0, 0}, new long[]{4, 4}, c, 0, 4, 1024);
 * }</pre>
 */
public interface MapLoop {
    /**
     * Computes {@code count} elements. The output may be the very elements of an input; otherwise they must not overlap.
     *
     * @param inputs the memory of input 0, 1, …
     * @param offsets bytes from the start of each input's memory to its first element
     * @param strides bytes from one element of each input to the next; read for {@link Access#STRIDED} inputs alone
     * @param output the memory of the output
     * @param outputOffset bytes to the output's first element
     * @param outputStride bytes from one element of the output to the next; read if it is {@link Access#STRIDED}
     * @param count elements, not negative
     */
    void run(MemorySegment[] inputs, long[] offsets, long[] strides, MemorySegment output, long outputOffset,
            long outputStride, int count);
}

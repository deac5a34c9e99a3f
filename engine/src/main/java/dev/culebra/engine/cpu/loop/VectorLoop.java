package dev.culebra.engine.cpu.loop;

import java.lang.foreign.MemorySegment;

/**
 * A loop of vectors. Elements at the end that do not fill one are computed in a vector together with some before them, once more;
 * by plain Java where the output replaces an input, and where there are too few. Masked vectors would do for these too, but wherever the
 * JIT compiler does not inline all of their code they are objects on the heap.
 */
final class VectorLoop implements MapLoop {
    private final LoopSpec spec;
    private final VectorCode code;
    private final StripLoop rest;

    /**
     * @param rest computes the same
     */
    VectorLoop(LoopSpec spec, VectorCode code, StripLoop rest) {
        this.spec = spec;
        this.code = code;
        this.rest = rest;
    }

    @Override
    public void run(MemorySegment[] inputs, long[] offsets, long[] strides, MemorySegment output, long outputOffset,
            long outputStride, int count) {
        int done = code.run(inputs, offsets, strides, output, outputOffset, outputStride, count);
        if (done == count) {
            return;
        }
        if (done == 0 || replacesInput(inputs, offsets, output, outputOffset)) {
            rest.run(inputs, offsets, strides, output, outputOffset, outputStride, done, count);
            return;
        }
        int lanes = code.lanes();
        move(offsets, count - lanes);
        code.run(inputs, offsets, strides, output, outputOffset + spec.output().stride(0) * (count - lanes),
                outputStride,
                lanes);
        move(offsets, lanes - count);
    }

    private boolean replacesInput(MemorySegment[] inputs, long[] offsets, MemorySegment output, long outputOffset) {
        long written = NativeSegments.unowned(output).address() + outputOffset;
        for (int i = 0; i < spec.inputs(); i++) {
            if (NativeSegments.unowned(inputs[i]).address() + offsets[i] == written) {
                return true;
            }
        }
        return false;
    }

    private void move(long[] offsets, int elements) {
        for (int i = 0; i < spec.inputs(); i++) {
            offsets[i] += spec.input(i).stride(0) * elements;
        }
    }
}

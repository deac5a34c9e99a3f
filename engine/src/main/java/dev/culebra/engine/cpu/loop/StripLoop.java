package dev.culebra.engine.cpu.loop;

import java.lang.foreign.MemorySegment;

/**
 * A loop of plain Java: copies a strip of each operand into arrays, computes there, and copies the result back.
 *
 * <p>The way round is shorter. The JIT compilers make vector instructions of loops over arrays, hardly ever of loops over
 * segments; and an access to a segment that is not compiled yet costs a microsecond, one to an array a few nanoseconds.
 */
final class StripLoop implements MapLoop {
    private final LoopSpec spec;
    private final ArrayLoop code;

    StripLoop(LoopSpec spec, ArrayLoop code) {
        this.spec = spec;
        this.code = code;
    }

    /** The generated part. */
    ArrayLoop code() {
        return code;
    }

    @Override
    public void run(MemorySegment[] inputs, long[] offsets, long[] strides, MemorySegment output, long outputOffset,
            long outputStride, int count) {
        run(inputs, offsets, strides, output, outputOffset, outputStride, 0, count);
    }

    /** Computes elements {@code from} to {@code count}, exclusive, of those that {@link MapLoop#run} computes. */
    void run(MemorySegment[] inputs, long[] offsets, long[] strides, MemorySegment output, long outputOffset,
            long outputStride, int from, int count) {
        Strips strips = Strips.ofThread(spec.inputs());
        Object result = strips.output(spec.output().dtype());
        for (int done = from; done < count; done += Strips.LENGTH) {
            int length = Math.min(Strips.LENGTH, count - done);
            for (int i = 0; i < spec.inputs(); i++) {
                Operand operand = spec.input(i);
                boolean scalar = operand.access() == Access.SCALAR;
                if (!scalar || done == from) {
                    long stride = operand.stride(strides[i]);
                    Strips.load(operand, inputs[i], offsets[i] + done * stride, stride,
                            strips.input(i, operand.dtype()),
                            scalar ? 1 : length);
                }
            }
            code.run(strips.inputs(), result, length);
            long stride = spec.output().stride(outputStride);
            Strips.store(spec.output(), result, output, outputOffset + done * stride, stride, length);
        }
    }
}

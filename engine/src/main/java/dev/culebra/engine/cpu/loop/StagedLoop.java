package dev.culebra.engine.cpu.loop;

import dev.culebra.engine.expr.Expr;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A loop of vectors over operands that are no vectors: strip by strip, inputs of other dtypes or with gaps are brought into
 * scratch memory, and so is the output before it takes its own form.
 */
final class StagedLoop implements MapLoop {
    private final LoopSpec spec;
    private final MapLoop compute;
    /** Only for inputs that are staged. */
    private final @Nullable MapLoop[] load;
    private final Optional<MapLoop> store;

    StagedLoop(LoopSpec spec, Loops loops) {
        this.spec = spec;
        Operand vector = Operand.of(spec.arithmetic().dtype(), Access.CONTIGUOUS);
        Operand[] inputs = new Operand[spec.inputs()];
        load = new MapLoop[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = spec.input(i);
            if (isStaged(i)) {
                inputs[i] = vector;
                load[i] = loops.loop(new LoopSpec(Expr.input(0), spec.arithmetic(), vector, spec.input(i)));
            }
        }
        compute = loops.loop(new LoopSpec(spec.expr(), spec.arithmetic(), vector, inputs));
        store = spec.isVector(spec.output()) ? Optional.empty()
                : Optional.of(loops.loop(new LoopSpec(Expr.input(0), spec.arithmetic(), spec.output(), vector)));
    }

    private boolean isStaged(int input) {
        return spec.input(input).access() != Access.SCALAR && !spec.isVector(spec.input(input));
    }

    @Override
    public void run(MemorySegment[] inputs, long[] offsets, long[] strides, MemorySegment output, long outputOffset,
            long outputStride, int count) {
        Scratch scratch = Scratch.ofThread(load.length);
        for (int done = 0; done < count; done += Scratch.STRIP) {
            int strip = Math.min(Scratch.STRIP, count - done);
            for (int i = 0; i < load.length; i++) {
                MapLoop stage = load[i];
                if (stage != null) {
                    scratch.single[0] = inputs[i];
                    scratch.offset[0] = offsets[i] + done * spec.input(i).stride(strides[i]);
                    scratch.stride[0] = strides[i];
                    stage.run(scratch.single, scratch.offset, scratch.stride, scratch.segments[i], 0, 0, strip);
                    scratch.inputs[i] = scratch.segments[i];
                    scratch.offsets[i] = 0;
                } else {
                    scratch.inputs[i] = inputs[i];
                    scratch.offsets[i] = offsets[i] + done * spec.input(i).stride(0);
                }
            }
            long target = outputOffset + done * spec.output().stride(outputStride);
            if (store.isEmpty()) {
                compute.run(scratch.inputs, scratch.offsets, strides, output, target, 0, strip);
            } else {
                MemorySegment result = scratch.segments[load.length];
                compute.run(scratch.inputs, scratch.offsets, strides, result, 0, 0, strip);
                scratch.single[0] = result;
                scratch.offset[0] = 0;
                store.get().run(scratch.single, scratch.offset, scratch.stride, output, target, outputStride, strip);
            }
        }
        // The scratch memory outlives this call, the operands' memory need not.
        Arrays.fill(scratch.inputs, 0, load.length, MemorySegment.NULL);
        scratch.single[0] = MemorySegment.NULL;
    }
}

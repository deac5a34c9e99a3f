package dev.culebra.engine.cpu.loop;

import dev.culebra.engine.cpu.WarmUp;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** A loop of vectors, run again and again on memory of its own, which is to take the place of one of plain Java. */
final class LoopRehearsal implements WarmUp.Rehearsal {
    private static final int ELEMENTS = 256;
    private static final int FEW_ELEMENTS = 64;
    private static final int CALLS_TO_PROFILE = 250;
    /**
     * What the second compiler's code stays well below, for a call and for an operation on all elements, and the first one's
     * far above: with 512-bit vectors they take 20 and 2,000 for an addition.
     */
    private static final long CALL_NANOS = 200;
    private static final long OPERATION_NANOS = 125;

    private final CountedLoop loop;
    private final MapLoop vectors;
    private final LoopSpec spec;
    private final MemorySegment[] inputs;
    private final MemorySegment output = memory();
    private final long[] zeros;

    /**
     * @param loop gets {@code vectors}
     * @param spec what both compute
     */
    LoopRehearsal(CountedLoop loop, MapLoop vectors, LoopSpec spec) {
        this.loop = loop;
        this.vectors = vectors;
        this.spec = spec;
        MemorySegment input = memory();
        for (int i = 0; i < ELEMENTS; i++) {
            input.setAtIndex(ValueLayout.JAVA_DOUBLE, i, 0.5 + i * 0x1p-12);
        }
        inputs = new MemorySegment[spec.inputs()];
        Arrays.fill(inputs, input);
        zeros = new long[inputs.length];
    }

    /** Of the kind that tensors are in, lest the compiler specialise on another. */
    private static MemorySegment memory() {
        return Arena.ofAuto().allocate(ELEMENTS * (long) Double.BYTES, Double.BYTES);
    }

    @Override
    public void call(int number) {
        run(vectors, number < CALLS_TO_PROFILE ? FEW_ELEMENTS : ELEMENTS);
    }

    @Override
    public boolean isFast() {
        long taken = WarmUp.bestNanos(() -> run(vectors, ELEMENTS));
        return taken <= CALL_NANOS + OPERATION_NANOS * spec.weight()
                && taken <= WarmUp.bestNanos(() -> run(loop.code(), ELEMENTS));
    }

    @Override
    public void promote() {
        loop.replace(vectors);
    }

    private void run(MapLoop run, int elements) {
        run.run(inputs, zeros, zeros, output, 0, 0, elements);
    }

    @Override
    public String toString() {
        return "map: " + spec;
    }
}

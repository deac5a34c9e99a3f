package dev.culebra.engine.cpu.loop;

import dev.culebra.engine.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Three inputs and an output with room for a strided walk, the inputs full of samples in an order of their own. */
final class LoopMemory implements AutoCloseable {
    private static final int INPUTS = 3;
    private static final byte CLEAR = (byte) 0xa5;

    private final Arena arena = Arena.ofShared();
    private final DType dtype;
    private final int gap;
    private final MemorySegment[] inputs = new MemorySegment[INPUTS];
    private final MemorySegment output;

    LoopMemory(DType dtype, int longest, int gap, double... samples) {
        this.dtype = dtype;
        this.gap = gap;
        long bytes = (long) (longest + 1) * gap * dtype.bytes();
        output = arena.allocate(bytes, 64);
        for (int input = 0; input < INPUTS; input++) {
            inputs[input] = arena.allocate(bytes, 64);
            for (int i = 0; i < (longest + 1) * gap; i++) {
                set(inputs[input], i, samples[(i * (2 * input + 1) + input * 5) % samples.length]);
            }
        }
    }

    void clearOutput() {
        output.fill(CLEAR);
    }

    void run(MapLoop loop, Access outputAccess, Access[] accesses, int count) {
        long stride = (long) gap * dtype.bytes();
        // The first element is left out, so that offsets count.
        long first = dtype.bytes();
        loop.run(inputs, new long[] {first, first, first}, new long[] {stride, stride, stride}, output,
                outputAccess == Access.STRIDED ? 2 * first : first, stride, count);
    }

    void runInPlace(MapLoop loop, int count) {
        long first = dtype.bytes();
        loop.run(inputs, new long[] {first, first}, new long[2], inputs[0], first, 0, count);
    }

    /** What element i was computed from. */
    double[] inputs(Access[] accesses, int i) {
        double[] values = new double[accesses.length];
        for (int input = 0; input < accesses.length; input++) {
            values[input] = at(inputs[input], switch (accesses[input]) {
                case CONTIGUOUS -> 1 + i;
                case SCALAR -> 1;
                case STRIDED -> 1 + gap * i;
            });
        }
        return values;
    }

    double firstInput(int i) {
        return at(inputs[0], 1 + i);
    }

    byte[] outputBytes() {
        return output.toArray(ValueLayout.JAVA_BYTE);
    }

    double output(Access access, int i) {
        return at(output, access == Access.STRIDED ? 2 + gap * i : 1 + i);
    }

    /** Whether all of the output but the first {@code count} elements is as it was cleared. */
    boolean isClearOutside(Access access, int count) {
        int size = dtype.bytes();
        for (int element = 0; element < output.byteSize() / size; element++) {
            int i = access == Access.STRIDED ? (element - 2) / gap : element - 1;
            boolean written = access == Access.STRIDED ? element >= 2 && (element - 2) % gap == 0 && i < count
                    : element >= 1 && i < count;
            for (int b = 0; !written && b < size; b++) {
                if (output.get(ValueLayout.JAVA_BYTE, (long) element * size + b) != CLEAR) {
                    return false;
                }
            }
        }
        return true;
    }

    private double at(MemorySegment segment, int index) {
        return dtype == DType.F32 ? segment.getAtIndex(ValueLayout.JAVA_FLOAT, index) : segment.getAtIndex(
                ValueLayout.JAVA_DOUBLE, index);
    }

    private void set(MemorySegment segment, int index, double value) {
        if (dtype == DType.F32) {
            segment.setAtIndex(ValueLayout.JAVA_FLOAT, index, (float) value);
        } else {
            segment.setAtIndex(ValueLayout.JAVA_DOUBLE, index, value);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}

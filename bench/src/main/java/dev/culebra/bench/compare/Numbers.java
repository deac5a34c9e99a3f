package dev.culebra.bench.compare;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Operands that every peer can make for itself, from −½ to ½ and the same to the last bit. */
final class Numbers {
    private static final long FACTOR = 7919;
    private static final int PERIOD = 1009;

    private Numbers() {}

    /** Element {@code i} of the operand with this number. */
    static float at(long i, int operand) {
        return (float) ((i * FACTOR + operand) % PERIOD / (double) PERIOD - 0.5);
    }

    static Tensor tensor(Shape shape, int operand, double scale, Device device) {
        try (Arena arena = Arena.ofConfined()) {
            return Tensor.copyOf(segment(shape.elements(), operand, scale, arena), shape, DType.F32, device);
        }
    }

    /** So many of them, in host memory. */
    static MemorySegment segment(long elements, int operand, double scale, Arena arena) {
        float[] period = new float[PERIOD];
        for (int i = 0; i < PERIOD; i++) {
            period[i] = (float) (at(i, operand) * scale);
        }
        MemorySegment values = arena.allocate(elements * Float.BYTES, Float.BYTES);
        for (long i = 0; i < elements; i += PERIOD) {
            MemorySegment.copy(period, 0, values, ValueLayout.JAVA_FLOAT, i * Float.BYTES,
                    (int) Math.min(PERIOD, elements - i));
        }
        return values;
    }
}

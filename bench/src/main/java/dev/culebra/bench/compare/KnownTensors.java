package dev.culebra.bench.compare;

import dev.culebra.bench.peer.Numbers;
import dev.culebra.bench.peer.Work;
import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Tensors on a device with the numbers of {@link Numbers}, which are the same everywhere. */
record KnownTensors(Device device) {
    /** Operand with this number, F32. */
    Tensor of(Shape shape, int operand, double scale) {
        try (Arena arena = Arena.ofConfined()) {
            return Tensor.copyOf(segment(shape.elements(), operand, scale, arena), shape, DType.F32, device);
        }
    }

    /** So many elements of the operand, in host memory. */
    static MemorySegment segment(long elements, int operand, double scale, Arena arena) {
        float[] period = Numbers.period(operand, scale);
        MemorySegment values = arena.allocate(elements * Float.BYTES, Float.BYTES);
        for (long i = 0; i < elements; i += period.length) {
            MemorySegment.copy(period, 0, values, ValueLayout.JAVA_FLOAT, i * Float.BYTES,
                    (int) Math.min(period.length, elements - i));
        }
        return values;
    }

    /** The first values of a tensor; it is closed. */
    static double[] probe(Tensor tensor) {
        try (tensor; Tensor flat = tensor.flatten();
                Tensor first = flat.slice(0, 0, Math.min(Work.PROBE, flat.shape().size(0)));
                Tensor wide = first.to(DType.F64)) {
            return wide.toDoubles();
        }
    }
}

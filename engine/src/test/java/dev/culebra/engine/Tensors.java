package dev.culebra.engine;

import dev.culebra.engine.contract.Backends;
import java.lang.foreign.MemorySegment;

/** Tensors on the reference device, for tests. */
final class Tensors {
    private Tensors() {}

    static Device device() {
        return Backends.reference();
    }

    /** F32, of the values in row-major order. */
    static Tensor of(Shape shape, float... values) {
        return Tensor.copyOf(MemorySegment.ofArray(values), shape, DType.F32, device());
    }

    /** I64, of the values in row-major order. */
    static Tensor of(Shape shape, long[] values) {
        return Tensor.copyOf(MemorySegment.ofArray(values), shape, DType.I64, device());
    }

    /** I64, of rank 1. */
    static Tensor index(long... values) {
        return of(Shape.of(values.length), values);
    }

    /** F32: 0, 1, 2, … in row-major order. */
    static Tensor range(long... sizes) {
        Shape shape = Shape.of(sizes);
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return of(shape, values);
    }

    static Tensor zeros(DType dtype, long... sizes) {
        return Tensor.zeros(Shape.of(sizes), dtype, device());
    }
}

package dev.culebra.engine;

import java.lang.foreign.MemorySegment;

/** Java arrays on their way into tensors and out of them. */
final class HostArrays {
    private HostArrays() {}

    static MemorySegment segment(Shape shape, int length, MemorySegment segment) {
        if (length != shape.elements()) {
            throw new ShapeException(
                    "of: shape %s needs %,d values, got %,d".formatted(shape, shape.elements(), length));
        }
        return segment;
    }

    static int length(Tensor tensor) {
        if (tensor.shape().elements() > Integer.MAX_VALUE - 8) {
            throw new ShapeException("shape %s has more elements than a Java array holds; use copyTo".formatted(tensor
                    .shape()));
        }
        return (int) tensor.shape().elements();
    }

    static byte[] bytes(boolean[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        return bytes;
    }
}

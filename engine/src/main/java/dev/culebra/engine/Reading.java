package dev.culebra.engine;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * Reading a tensor's elements on the host. Each call waits until the device has computed them.
 *
 * <pre>{@code
 * float[] values = tensor.toFloats(); // row-major
 * double loss = tensor.item();        // the only element
 * }</pre>
 */
public sealed interface Reading permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * The only element, as a double; truth is 1.
     *
     * @throws ShapeException if there is not exactly one
     */
    default double item() {
        Tensor self = self();
        if (self.shape().elements() != 1) {
            throw new ShapeException("item: needs exactly one element, got shape " + self.shape());
        }
        return self.dtype() == DType.F32 ? toFloats()[0] : toDoubles()[0];
    }

    /** A copy of the elements in row-major order, converted as {@link Movement#to(DType)} does. */
    default float[] toFloats() {
        float[] values = new float[HostArrays.length(self())];
        read(DType.F32, MemorySegment.ofArray(values));
        return values;
    }

    /** A copy of the elements in row-major order, converted as {@link Movement#to(DType)} does. */
    default double[] toDoubles() {
        double[] values = new double[HostArrays.length(self())];
        read(DType.F64, MemorySegment.ofArray(values));
        return values;
    }

    /** A copy of the elements in row-major order, converted as {@link Movement#to(DType)} does. */
    default int[] toInts() {
        int[] values = new int[HostArrays.length(self())];
        read(DType.I32, MemorySegment.ofArray(values));
        return values;
    }

    /** A copy of the elements in row-major order, converted as {@link Movement#to(DType)} does. */
    default long[] toLongs() {
        long[] values = new long[HostArrays.length(self())];
        read(DType.I64, MemorySegment.ofArray(values));
        return values;
    }

    /** A copy of the elements in row-major order: true where not 0. */
    default boolean[] toBooleans() {
        byte[] bytes = new byte[HostArrays.length(self())];
        read(DType.BOOL, MemorySegment.ofArray(bytes));
        boolean[] values = new boolean[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes[i] != 0;
        }
        return values;
    }

    /**
     * Copies the elements, in row-major order and this tensor's dtype, to host memory.
     *
     * @throws ShapeException if the segment's size is not that of the elements
     */
    default void copyTo(MemorySegment target) {
        Tensor self = self();
        long bytes = self.shape().elements() * self.dtype().bytes();
        if (target.byteSize() != bytes) {
            throw new ShapeException("copyTo: shape %s %s has %,d bytes, the segment %,d".formatted(self.shape(), self
                    .dtype(), bytes, target.byteSize()));
        }
        read(self.dtype(), target);
    }

    private void read(DType dtype, MemorySegment target) {
        Tensor self = self();
        View view = self.view();
        if (view.dtype() == dtype && view.layout().isContiguous()) {
            self.device().backend().download(view.storage(), view.layout().offset() * dtype.bytes(), target);
            Reference.reachabilityFence(self);
            return;
        }
        try (Tensor converted = Tensor.filled(self.shape(), dtype, self.device(), out -> self.device().backend().copy(
                view, out), self)) {
            self.device().backend().download(converted.view().storage(), 0, target);
        }
    }
}

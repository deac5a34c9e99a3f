package dev.culebra.nn.io;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/** The elements of a file, in row-major order, as tensors. */
final class Elements {

    private Elements() {}

    /** Reverses the bytes of each element where {@code order} is not this machine's. */
    static void toOrder(MemorySegment elements, int bytes, ByteOrder order) {
        if (order == ByteOrder.nativeOrder()) {
            return;
        }
        long size = elements.byteSize();
        switch (bytes) {
            case 2 -> {
                for (long at = 0; at < size; at += 2) {
                    elements.set(JAVA_SHORT_UNALIGNED, at, Short.reverseBytes(elements.get(JAVA_SHORT_UNALIGNED, at)));
                }
            }
            case 4 -> {
                for (long at = 0; at < size; at += 4) {
                    elements.set(JAVA_INT_UNALIGNED, at, Integer.reverseBytes(elements.get(JAVA_INT_UNALIGNED, at)));
                }
            }
            case 8 -> {
                for (long at = 0; at < size; at += 8) {
                    elements.set(JAVA_LONG_UNALIGNED, at, Long.reverseBytes(elements.get(JAVA_LONG_UNALIGNED, at)));
                }
            }
            default -> {
                // Single bytes have no order.
            }
        }
    }

    /**
     * A tensor of these elements, widened where tensors have no such type.
     *
     * @param elements in native byte order; may be changed
     * @param type one that can be read
     */
    static Tensor tensor(MemorySegment elements, ElementType type, Shape shape, Device device) {
        DType dtype = type.dtype().orElseThrow();
        return switch (type) {
            case F64, F32, I64, I32, U8 -> Tensor.copyOf(elements, shape, dtype, device);
            case BOOL -> {
                for (long i = 0; i < elements.byteSize(); i++) {
                    elements.set(JAVA_BYTE, i, (byte) (elements.get(JAVA_BYTE, i) == 0 ? 0 : 1));
                }
                yield Tensor.copyOf(elements, shape, dtype, device);
            }
            case F16, BF16, I16, I8, U32, U16 -> widened(elements, type, shape, dtype, device);
            case U64, F8_E4M3, F8_E5M2, F8_E8M0, C64 -> throw new IllegalArgumentException("cannot be read: " + type);
        };
    }

    private static Tensor widened(MemorySegment from, ElementType type, Shape shape, DType dtype, Device device) {
        try (Arena arena = Arena.ofConfined()) {
            long count = shape.elements();
            MemorySegment to = arena.allocate(count * dtype.bytes(), 64);
            for (long i = 0; i < count; i++) {
                switch (type) {
                    case F16 -> to.set(JAVA_FLOAT_UNALIGNED, 4 * i, Float.float16ToFloat(from.get(
                            JAVA_SHORT_UNALIGNED, 2 * i)));
                    case BF16 -> to.set(JAVA_INT_UNALIGNED, 4 * i, from.get(JAVA_SHORT_UNALIGNED, 2 * i) << 16);
                    case I16 -> to.set(JAVA_INT_UNALIGNED, 4 * i, from.get(JAVA_SHORT_UNALIGNED, 2 * i));
                    case I8 -> to.set(JAVA_INT_UNALIGNED, 4 * i, from.get(JAVA_BYTE, i));
                    case U16 -> to.set(JAVA_INT_UNALIGNED, 4 * i, from.get(JAVA_SHORT_UNALIGNED, 2 * i) & 0xffff);
                    case U32 -> to.set(JAVA_LONG_UNALIGNED, 8 * i, from.get(JAVA_INT_UNALIGNED, 4 * i) & 0xffffffffL);
                    case F64, F32, I64, I32, U64, U8, BOOL, F8_E4M3, F8_E5M2, F8_E8M0, C64 ->
                            throw new IllegalArgumentException("needs no widening: " + type);
                }
            }
            return Tensor.copyOf(to, shape, dtype, device);
        }
    }

    /** How many bytes so many elements take; nothing where they are more than 2⁶³ − 1. */
    static OptionalLong bytes(long[] shape, int bytesEach) {
        long bytes = bytesEach;
        for (long size : shape) {
            if (size == 0) {
                return OptionalLong.of(0);
            }
        }
        for (long size : shape) {
            if (Math.multiplyHigh(bytes, size) != 0 || bytes * size < 0) {
                return OptionalLong.empty();
            }
            bytes *= size;
        }
        return OptionalLong.of(bytes);
    }
}

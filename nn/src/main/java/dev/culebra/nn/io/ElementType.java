package dev.culebra.nn.io;

import dev.culebra.engine.DType;
import java.util.Optional;

/**
 * The types that numbers have in files. Tensors have fewer: what has no counterpart among them is widened when it is read,
 * which loses nothing, or cannot be read at all.
 *
 * <pre>{@code
 * ElementType.BF16.bytes(); // 2
 * ElementType.BF16.dtype(); // Optional[F32]
 * }</pre>
 */
public enum ElementType {
    /** IEEE 754 double precision. */
    F64(8, DType.F64),
    /** IEEE 754 single precision. */
    F32(4, DType.F32),
    /** IEEE 754 half precision; read as F32. */
    F16(2, DType.F32),
    /** The upper half of an F32; read as F32. */
    BF16(2, DType.F32),
    /** Signed 64-bit integer. */
    I64(8, DType.I64),
    /** Signed 32-bit integer. */
    I32(4, DType.I32),
    /** Signed 16-bit integer; read as I32. */
    I16(2, DType.I32),
    /** Signed 8-bit integer; read as I32. */
    I8(1, DType.I32),
    /** Unsigned 64-bit integer; cannot be read. */
    U64(8),
    /** Unsigned 32-bit integer; read as I64. */
    U32(4, DType.I64),
    /** Unsigned 16-bit integer; read as I32. */
    U16(2, DType.I32),
    /** Unsigned 8-bit integer. */
    U8(1, DType.U8),
    /** Truth value, one byte: false where that is 0. */
    BOOL(1, DType.BOOL),
    /** 8-bit float, 4 bits of exponent; cannot be read. */
    F8_E4M3(1),
    /** 8-bit float, 5 bits of exponent; cannot be read. */
    F8_E5M2(1),
    /** 8-bit power of two; cannot be read. */
    F8_E8M0(1),
    /** Pair of F32; cannot be read. */
    C64(8);

    private final int bytes;
    private final Optional<DType> dtype;

    ElementType(int bytes) {
        this.bytes = bytes;
        this.dtype = Optional.empty();
    }

    ElementType(int bytes, DType dtype) {
        this.bytes = bytes;
        this.dtype = Optional.of(dtype);
    }

    /** The type whose name in safetensors is {@code name}, if there is one. */
    static Optional<ElementType> named(String name) {
        for (ElementType type : values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The type in which a tensor's elements are written. */
    static ElementType of(DType dtype) {
        return switch (dtype) {
            case F32 -> F32;
            case F64 -> F64;
            case I32 -> I32;
            case I64 -> I64;
            case U8 -> U8;
            case BOOL -> BOOL;
        };
    }

    /** Size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** What it is read as; nothing where it cannot be read. */
    public Optional<DType> dtype() {
        return dtype;
    }
}

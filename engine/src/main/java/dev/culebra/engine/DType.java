package dev.culebra.engine;

/**
 * The type of a tensor's elements.
 *
 * <pre>{@code
 * DType.F32.bytes();      // 4
 * DType.I64.isFloating(); // false
 * }</pre>
 */
public enum DType {
    /** IEEE 754 single precision. */
    F32(4, true),
    /** IEEE 754 double precision. */
    F64(8, true),
    /** Signed 32-bit integer. */
    I32(4, false),
    /** Signed 64-bit integer; indices and labels have this type. */
    I64(8, false),
    /** Unsigned 8-bit integer, 0 to 255. */
    U8(1, false),
    /** Truth value, stored as one byte: 0 or 1. */
    BOOL(1, false);

    private final int bytes;
    private final boolean floating;

    DType(int bytes, boolean floating) {
        this.bytes = bytes;
        this.floating = floating;
    }

    /** Size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Whether elements have a fraction: {@link #F32} or {@link #F64}. */
    public boolean isFloating() {
        return floating;
    }
}

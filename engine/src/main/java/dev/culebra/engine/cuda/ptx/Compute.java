package dev.culebra.engine.cuda.ptx;

import dev.culebra.engine.DType;

/** The type that a kernel computes in. */
public enum Compute {
    /** IEEE 754 single precision. */
    F32(DType.F32, "f32", "%f"),
    /** IEEE 754 double precision. */
    F64(DType.F64, "f64", "%fd"),
    /** Signed 64-bit integers, for integers and truth values of any width. */
    I64(DType.I64, "s64", "%rd");

    private final DType dtype;
    private final String suffix;
    private final String register;

    Compute(DType dtype, String suffix, String register) {
        this.dtype = dtype;
        this.suffix = suffix;
        this.register = register;
    }

    /** The dtype whose elements need no conversion. */
    public DType dtype() {
        return dtype;
    }

    /** As instructions end: {@code f32}. */
    String suffix() {
        return suffix;
    }

    /** As registers begin: {@code %f}. */
    String register() {
        return register;
    }

    /** The relation "not equal", true for NaN. */
    String unequal() {
        return this == I64 ? "ne" : "neu";
    }

    /** A number as an immediate operand. */
    String literal(double value) {
        return switch (this) {
            case F32 -> "0f%08X".formatted(Float.floatToIntBits((float) value));
            case F64 -> "0d%016X".formatted(Double.doubleToLongBits(value));
            case I64 -> Long.toString((long) value);
        };
    }
}

package dev.culebra.engine.cpu.loop;

import dev.culebra.engine.DType;

/** The type that a loop computes in. */
public enum Arithmetic {
    F32(DType.F32),
    F64(DType.F64),
    /** Exact for all integer types, and for truth values. */
    I64(DType.I64);

    private final DType dtype;

    Arithmetic(DType dtype) {
        this.dtype = dtype;
    }

    /** The dtype whose elements need no conversion. */
    public DType dtype() {
        return dtype;
    }
}

package dev.culebra.cuda;

/**
 * What products that do not name their precision may do ({@code cublasMath_t}).
 *
 * <pre>{@code
 * blas.setMathMode(handle, MathMode.TF32);
 * }</pre>
 */
public enum MathMode {
    DEFAULT(0),
    /** Never less than the type's own precision. */
    PEDANTIC(2),
    /** TF32 on tensor cores for floats. */
    TF32(3);

    private final int code;

    MathMode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}

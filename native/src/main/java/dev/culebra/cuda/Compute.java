package dev.culebra.cuda;

/**
 * In which precision cuBLAS multiplies and sums ({@code cublasComputeType_t}).
 *
 * <pre>{@code
 * blas.gemm(handle, Transpose.NO, Transpose.NO, m, n, k, 1, a, m, b, k, 0, c, m, DataType.F32, Compute.TF32);
 * }</pre>
 */
public enum Compute {
    /** Floats, to the last bit. */
    F32(68),
    /** Floats, whose factors may be rounded to 8 bits of mantissa, on tensor cores. */
    BF16(75),
    /** Floats, whose factors may be rounded to 10 bits of mantissa, on tensor cores. */
    TF32(77),
    F64(70);

    private final int code;

    Compute(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    DataType scale() {
        return this == F64 ? DataType.F64 : DataType.F32;
    }
}

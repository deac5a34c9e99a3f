package dev.culebra.cuda;

/**
 * How cuBLAS is to read a matrix ({@code cublasOperation_t}).
 *
 * <pre>{@code
 * blas.sgemm(handle, Transpose.YES, Transpose.NO, m, n, k, 1, a, k, b, k, 0, c, m); // C = Aᵀ · B, all column-major
 * }</pre>
 */
public enum Transpose {
    NO,
    YES;

    int code() {
        return ordinal();
    }
}

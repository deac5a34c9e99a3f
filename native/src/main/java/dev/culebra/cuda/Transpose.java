package dev.culebra.cuda;

/** How cuBLAS is to read a matrix ({@code cublasOperation_t}). */
public enum Transpose {
    NO,
    YES;

    int code() {
        return ordinal();
    }
}

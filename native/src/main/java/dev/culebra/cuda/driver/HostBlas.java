package dev.culebra.cuda.driver;

import java.lang.foreign.MemorySegment;

/**
 * A BLAS for the host's own processors, as far as products go, in the terms of {@code cblas.h}: matrices lie in rows, {@code lda} elements
 * from one to the next, and an operand may be taken transposed.
 *
 * <p>{@snippet :
 * blas.setThreads(4);
 * blas.sgemm(false, true, m, n, k, a, k, b, k, c, n); // c[m, n] = a[m, k] · b[n, k]ᵀ
 * }
 */
public interface HostBlas {
    /** Overwrites {@code c[m, n]} with the product of {@code a[m, k]} and {@code b[k, n]} in 32-bit floating point. */
    void sgemm(boolean transA, boolean transB, long m, long n, long k, MemorySegment a, long lda, MemorySegment b,
            long ldb, MemorySegment c, long ldc);

    /** The same in 64-bit floating point. */
    void dgemm(boolean transA, boolean transB, long m, long n, long k, MemorySegment a, long lda, MemorySegment b,
            long ldb, MemorySegment c, long ldc);

    /**
     * Has later products of the calling thread computed by so many threads; those of other threads too where the library knows
     * one number only.
     *
     * @return false where the library has no call for it and decides by itself
     */
    boolean setThreads(int threads);
}

package dev.culebra.cuda.driver;

import java.lang.foreign.MemorySegment;

/**
 * cuBLAS: products of column-major matrices. {@code alpha} and {@code beta} point to host memory, or, in device pointer mode, to
 * device memory.
 *
 * <pre>{@code
 * MemorySegment handle = arena.allocate(JAVA_LONG);
 * int status = blas.create(handle);
 * int set = blas.setStream(handle.get(JAVA_LONG, 0), stream);
 * }</pre>
 */
public interface CudaBlas {
    /** {@code cublasCreate_v2}. */
    int create(MemorySegment handle);

    /** {@code cublasDestroy_v2}. */
    int destroy(long handle);

    /** {@code cublasGetVersion_v2}. */
    int getVersion(long handle, MemorySegment version);

    /** What a status means, in cuBLAS's words; empty where the library has no text for it. */
    String getStatusString(int status);

    /** {@code cublasSetStream_v2}: takes the handle back to cuBLAS's own workspace. */
    int setStream(long handle, long stream);

    /** {@code cublasSetWorkspace_v2}. */
    int setWorkspace(long handle, long address, long bytes);

    /** {@code cublasSetPointerMode_v2}. */
    int setPointerMode(long handle, int mode);

    int setMathMode(long handle, int mode);

    /** {@code cublasSgemm_v2}. */
    int sgemm(long handle, int transA, int transB, int m, int n, int k, MemorySegment alpha, long a, int lda, long b,
            int ldb,
            MemorySegment beta, long c, int ldc);

    /** {@code cublasDgemm_v2}. */
    int dgemm(long handle, int transA, int transB, int m, int n, int k, MemorySegment alpha, long a, int lda, long b,
            int ldb,
            MemorySegment beta, long c, int ldc);

    /** {@code cublasSgemv_v2}. */
    int sgemv(long handle, int trans, int m, int n, MemorySegment alpha, long a, int lda, long x, int incx,
            MemorySegment beta, long y, int incy);

    int sgemmStridedBatched(long handle, int transA, int transB, int m, int n, int k, MemorySegment alpha, long a,
            int lda,
            long strideA, long b, int ldb, long strideB, MemorySegment beta, long c, int ldc, long strideC, int batch);

    int gemmEx(long handle, int transA, int transB, int m, int n, int k, MemorySegment alpha, long a, int typeA,
            int lda,
            long b, int typeB, int ldb, MemorySegment beta, long c, int typeC, int ldc, int compute, int algorithm);

    int gemmStridedBatchedEx(long handle, int transA, int transB, int m, int n, int k, MemorySegment alpha, long a,
            int typeA,
            int lda, long strideA, long b, int typeB, int ldb, long strideB, MemorySegment beta, long c, int typeC,
            int ldc,
            long strideC, int batch, int compute, int algorithm);
}

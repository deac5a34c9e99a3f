package dev.culebra.cuda;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.cuda.driver.CudaBlas;
import dev.culebra.cuda.driver.Result;
import java.lang.foreign.MemorySegment;

/**
 * cuBLAS, every call checked: {@code C = alpha·op(A)·op(B) + beta·C} on column-major matrices, where {@code op(A)} is
 * {@code [m, k]}, {@code op(B)} is {@code [k, n]} and {@code ld} counts elements from a column to the next. A row-major matrix is
 * the transpose of a column-major one: for a row-major {@code C = A·B} ask for {@code Cᵀ = Bᵀ·Aᵀ}, which means the factors
 * exchanged, {@code m} and {@code n} exchanged, and nothing moved.
 *
 * <p>A handle belongs to one context, and one thread at a time may use it.
 *
 * <p>{@snippet :
 * long handle = blas.create();
 * blas.setStream(handle, stream);
 * // Row-major C [m, n] = A [m, k] · B [k, n].
 * blas.sgemm(handle, Transpose.NO, Transpose.NO, n, m, k, 1, b, n, a, k, 0, c, n);
 * }
 */
public final class Blas {
    private static final int ALGORITHM_DEFAULT = -1;

    private final CudaBlas calls;
    private final ContextHealth health;

    /** Checks every call of this cuBLAS, and that the driver's context is not lost. */
    public Blas(Cuda cuda, CudaBlas calls) {
        this.calls = calls;
        this.health = cuda.health();
    }

    /** {@code cublasCreate}: for the current context. */
    public long create() {
        health.allow("cublasCreate_v2");
        MemorySegment handle = Out.segment();
        check(calls.create(handle), "cublasCreate_v2", "");
        return handle.get(JAVA_LONG, 0);
    }

    /** {@code cublasDestroy}. */
    public void destroy(long handle) {
        if (!health.isLost()) {
            check(calls.destroy(handle), "cublasDestroy_v2", "");
        }
    }

    /** {@code cublasGetVersion}: 130002 for 13.0.2, 120604 for 12.6.4. */
    public int version(long handle) {
        MemorySegment version = Out.segment();
        check(calls.getVersion(handle, version), "cublasGetVersion_v2", "");
        return version.get(JAVA_INT, 0);
    }

    /** {@code cublasSetStream}: the handle forgets its workspace, which wants to be set again. */
    public void setStream(long handle, long stream) {
        health.allow("cublasSetStream_v2");
        check(calls.setStream(handle, stream), "cublasSetStream_v2", Argument.text("stream", stream));
    }

    /** {@code cublasSetWorkspace}: device memory, from an address that is a multiple of 256, instead of cuBLAS's own. */
    public void setWorkspace(long handle, long address, long bytes) {
        health.allow("cublasSetWorkspace_v2");
        int status = calls.setWorkspace(handle, address, bytes);
        check(status, "cublasSetWorkspace_v2",
                Argument.text("workspace", address) + ", " + Argument.text("bytes", bytes));
    }

    /** {@code cublasSetMathMode}: which lower precision products of floats may use. */
    public void setMathMode(long handle, MathMode mode) {
        check(calls.setMathMode(handle, mode.code()), "cublasSetMathMode", mode.name());
    }

    /** {@code cublasSgemm}: floats. */
    public void sgemm(long handle, Transpose transA, Transpose transB, int m, int n, int k, float alpha, long a,
            int lda,
            long b, int ldb, float beta, long c, int ldc) {
        health.allow("cublasSgemm_v2");
        int status =
                calls.sgemm(handle, transA.code(), transB.code(), m, n, k, alpha(alpha), a, lda, b, ldb, beta(beta), c,
                        ldc);
        if (status != Result.SUCCESS) {
            throw failure(status, "cublasSgemm_v2", product(transA, transB, m, n, k, lda, ldb, ldc));
        }
    }

    /** {@code cublasDgemm}: doubles. */
    public void dgemm(long handle, Transpose transA, Transpose transB, int m, int n, int k, double alpha, long a,
            int lda,
            long b, int ldb, double beta, long c, int ldc) {
        health.allow("cublasDgemm_v2");
        int status =
                calls.dgemm(handle, transA.code(), transB.code(), m, n, k, alpha(alpha), a, lda, b, ldb, beta(beta), c,
                        ldc);
        if (status != Result.SUCCESS) {
            throw failure(status, "cublasDgemm_v2", product(transA, transB, m, n, k, lda, ldb, ldc));
        }
    }

    /** {@code cublasSgemv}: {@code y = alpha·op(A)·x + beta·y} with {@code A [m, n]}. */
    public void sgemv(long handle, Transpose trans, int m, int n, float alpha, long a, int lda, long x, int incx,
            float beta,
            long y, int incy) {
        health.allow("cublasSgemv_v2");
        int status = calls.sgemv(handle, trans.code(), m, n, alpha(alpha), a, lda, x, incx, beta(beta), y, incy);
        if (status != Result.SUCCESS) {
            throw failure(status, "cublasSgemv_v2",
                    "trans " + trans + ", [" + m + ", " + n + "], lda " + lda + ", incx " + incx + ", incy " + incy);
        }
    }

    /**
     * {@code cublasSgemmStridedBatched}: {@code batch} products of floats, each factor and result so many elements after the one
     * before. A stride of 0 uses the same factor for all.
     */
    public void sgemm(long handle, Transpose transA, Transpose transB, int m, int n, int k, float alpha, long a,
            int lda,
            long strideA, long b, int ldb, long strideB, float beta, long c, int ldc, long strideC, int batch) {
        health.allow("cublasSgemmStridedBatched");
        int status =
                calls.sgemmStridedBatched(handle, transA.code(), transB.code(), m, n, k, alpha(alpha), a, lda, strideA,
                        b, ldb, strideB, beta(beta), c, ldc, strideC, batch);
        if (status != Result.SUCCESS) {
            throw failure(status, "cublasSgemmStridedBatched",
                    product(transA, transB, m, n, k, lda, ldb, ldc) + ", batch " + batch);
        }
    }

    /**
     * {@code cublasGemmEx}: matrices of one type, summed as {@code compute} says, which also is what {@code alpha} and
     * {@code beta} are rounded to.
     *
     * @param type of {@code A}, {@code B} and {@code C}
     */
    public void gemm(long handle, Transpose transA, Transpose transB, int m, int n, int k, double alpha, long a,
            int lda, long b,
            int ldb, double beta, long c, int ldc, DataType type, Compute compute) {
        health.allow("cublasGemmEx");
        int status = calls.gemmEx(handle, transA.code(), transB.code(), m, n, k, alpha(alpha, compute), a, type.code(),
                lda,
                b, type.code(), ldb, beta(beta, compute), c, type.code(), ldc, compute.code(), ALGORITHM_DEFAULT);
        if (status != Result.SUCCESS) {
            throw failure(status, "cublasGemmEx",
                    product(transA, transB, m, n, k, lda, ldb, ldc) + ", " + type + ", " + compute);
        }
    }

    /** {@code cublasGemmStridedBatchedEx}: {@link #gemm} over a batch. */
    public void gemm(long handle, Transpose transA, Transpose transB, int m, int n, int k, double alpha, long a,
            int lda,
            long strideA, long b, int ldb, long strideB, double beta, long c, int ldc, long strideC, int batch,
            DataType type,
            Compute compute) {
        health.allow("cublasGemmStridedBatchedEx");
        int status = calls.gemmStridedBatchedEx(handle, transA.code(), transB.code(), m, n, k, alpha(alpha, compute), a,
                type.code(), lda, strideA, b, type.code(), ldb, strideB, beta(beta, compute), c, type.code(), ldc,
                strideC,
                batch, compute.code(), ALGORITHM_DEFAULT);
        if (status != Result.SUCCESS) {
            throw failure(status, "cublasGemmStridedBatchedEx",
                    product(transA, transB, m, n, k, lda, ldb, ldc) + ", batch " + batch + ", " + type + ", "
                            + compute);
        }
    }

    private static MemorySegment alpha(float value) {
        MemorySegment segment = Out.segment();
        segment.set(JAVA_FLOAT, 0, value);
        return segment;
    }

    private static MemorySegment beta(float value) {
        MemorySegment segment = Out.second();
        segment.set(JAVA_FLOAT, 0, value);
        return segment;
    }

    private static MemorySegment alpha(double value) {
        MemorySegment segment = Out.segment();
        segment.set(JAVA_DOUBLE, 0, value);
        return segment;
    }

    private static MemorySegment beta(double value) {
        MemorySegment segment = Out.second();
        segment.set(JAVA_DOUBLE, 0, value);
        return segment;
    }

    private static MemorySegment alpha(double value, Compute compute) {
        return compute == Compute.F64 ? alpha(value) : alpha((float) value);
    }

    private static MemorySegment beta(double value, Compute compute) {
        return compute == Compute.F64 ? beta(value) : beta((float) value);
    }

    private static String product(Transpose transA, Transpose transB, int m, int n, int k, int lda, int ldb, int ldc) {
        return "transA " + transA + ", transB " + transB + ", m " + m + ", n " + n + ", k " + k + ", lda " + lda
                + ", ldb "
                + ldb + ", ldc " + ldc;
    }

    private void check(int status, String call, String arguments) {
        if (status != Result.SUCCESS) {
            throw failure(status, call, arguments);
        }
    }

    private CublasException failure(int status, String call, String arguments) {
        return new CublasException(call, status,
                BlasStatus.message(call, status, calls.getStatusString(status), arguments));
    }
}

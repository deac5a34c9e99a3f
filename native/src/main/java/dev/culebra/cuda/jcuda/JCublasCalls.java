package dev.culebra.cuda.jcuda;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.culebra.cuda.driver.CudaBlas;
import java.lang.foreign.MemorySegment;
import jcuda.jcublas.JCublas2;
import jcuda.jcublas.cublasHandle;
import jcuda.runtime.cudaStream_t;

/** cuBLAS through JCublas. */
final class JCublasCalls implements CudaBlas {
    JCublasCalls() {
        JCublas2.initialize();
    }

    @Override
    public int create(MemorySegment handle) {
        cublasHandle value = new cublasHandle();
        return Handles.out(JCublas2.cublasCreate(value), value, handle);
    }

    @Override
    public int destroy(long handle) {
        return JCublas2.cublasDestroy(Handles.blas(handle));
    }

    @Override
    public int getVersion(long handle, MemorySegment version) {
        int[] value = new int[1];
        int status = JCublas2.cublasGetVersion(Handles.blas(handle), value);
        version.set(JAVA_INT, 0, value[0]);
        return status;
    }

    @Override
    public String getStatusString(int status) {
        return JCublas2.cublasGetStatusString(status);
    }

    @Override
    public int setStream(long handle, long stream) {
        return JCublas2.cublasSetStream(Handles.blas(handle), new cudaStream_t(Handles.stream(stream)));
    }

    @Override
    public int setWorkspace(long handle, long address, long bytes) {
        return JCublas2.cublasSetWorkspace(Handles.blas(handle), Handles.address(address), bytes);
    }

    @Override
    public int setPointerMode(long handle, int mode) {
        return JCublas2.cublasSetPointerMode(Handles.blas(handle), mode);
    }

    @Override
    public int setMathMode(long handle, int mode) {
        return JCublas2.cublasSetMathMode(Handles.blas(handle), mode);
    }

    @Override
    public int sgemm(long handle, int transA, int transB, int m, int n, int k, MemorySegment alpha, long a, int lda,
            long b,
            int ldb, MemorySegment beta, long c, int ldc) {
        return JCublas2.cublasSgemm(Handles.blas(handle), transA, transB, m, n, k, Handles.host(alpha),
                Handles.address(a),
                lda, Handles.address(b), ldb, Handles.host(beta), Handles.address(c), ldc);
    }

    @Override
    public int dgemm(long handle, int transA, int transB, int m, int n, int k, MemorySegment alpha, long a, int lda,
            long b,
            int ldb, MemorySegment beta, long c, int ldc) {
        return JCublas2.cublasDgemm(Handles.blas(handle), transA, transB, m, n, k, Handles.host(alpha),
                Handles.address(a),
                lda, Handles.address(b), ldb, Handles.host(beta), Handles.address(c), ldc);
    }

    @Override
    public int sgemv(long handle, int trans, int m, int n, MemorySegment alpha, long a, int lda, long x, int incx,
            MemorySegment beta, long y, int incy) {
        return JCublas2.cublasSgemv(Handles.blas(handle), trans, m, n, Handles.host(alpha), Handles.address(a), lda,
                Handles.address(x), incx, Handles.host(beta), Handles.address(y), incy);
    }

    @Override
    public int sgemmStridedBatched(long handle, int transA, int transB, int m, int n, int k, MemorySegment alpha,
            long a,
            int lda, long strideA, long b, int ldb, long strideB, MemorySegment beta, long c, int ldc, long strideC,
            int batch) {
        return JCublas2.cublasSgemmStridedBatched(Handles.blas(handle), transA, transB, m, n, k, Handles.host(alpha),
                Handles.address(a), lda, strideA, Handles.address(b), ldb, strideB, Handles.host(beta),
                Handles.address(c), ldc,
                strideC, batch);
    }

    @Override
    public int gemmEx(long handle, int transA, int transB, int m, int n, int k, MemorySegment alpha, long a, int typeA,
            int lda,
            long b, int typeB, int ldb, MemorySegment beta, long c, int typeC, int ldc, int compute, int algorithm) {
        return JCublas2.cublasGemmEx_new(Handles.blas(handle), transA, transB, m, n, k, Handles.host(alpha),
                Handles.address(a), typeA, lda, Handles.address(b), typeB, ldb, Handles.host(beta), Handles.address(c),
                typeC,
                ldc, compute, algorithm);
    }

    @Override
    public int gemmStridedBatchedEx(long handle, int transA, int transB, int m, int n, int k, MemorySegment alpha,
            long a,
            int typeA, int lda, long strideA, long b, int typeB, int ldb, long strideB, MemorySegment beta, long c,
            int typeC,
            int ldc, long strideC, int batch, int compute, int algorithm) {
        return JCublas2.cublasGemmStridedBatchedEx_new(Handles.blas(handle), transA, transB, m, n, k,
                Handles.host(alpha),
                Handles.address(a), typeA, lda, strideA, Handles.address(b), typeB, ldb, strideB, Handles.host(beta),
                Handles.address(c), typeC, ldc, strideC, batch, compute, algorithm);
    }
}

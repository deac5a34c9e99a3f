package dev.culebra.cuda.panama;

import dev.culebra.cuda.driver.CudaBlas;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;

/** cuBLAS through the foreign function API. */
public final class PanamaBlas implements CudaBlas {
    private final MemorySegment create;
    private final MemorySegment destroy;
    private final MemorySegment getVersion;
    private final MemorySegment setStream;
    private final MemorySegment setWorkspace;
    private final MemorySegment setPointerMode;
    private final MemorySegment setMathMode;
    private final MemorySegment sgemm;
    private final MemorySegment dgemm;
    private final MemorySegment sgemv;
    private final MemorySegment sgemmStridedBatched;
    private final MemorySegment gemmEx;
    private final MemorySegment gemmStridedBatchedEx;
    private final MemorySegment getStatusString;

    /**
     * @throws MissingSymbolsException when the library lacks functions of CUDA 11.4
     */
    public PanamaBlas(SymbolLookup library) {
        Symbols symbols = new Symbols(library);
        create = symbols.find("cublasCreate_v2");
        destroy = symbols.find("cublasDestroy_v2");
        getVersion = symbols.find("cublasGetVersion_v2");
        setStream = symbols.find("cublasSetStream_v2");
        setWorkspace = symbols.find("cublasSetWorkspace_v2");
        setPointerMode = symbols.find("cublasSetPointerMode_v2");
        setMathMode = symbols.find("cublasSetMathMode");
        sgemm = symbols.find("cublasSgemm_v2");
        dgemm = symbols.find("cublasDgemm_v2");
        sgemv = symbols.find("cublasSgemv_v2");
        sgemmStridedBatched = symbols.find("cublasSgemmStridedBatched");
        gemmEx = symbols.find("cublasGemmEx");
        gemmStridedBatchedEx = symbols.find("cublasGemmStridedBatchedEx");
        getStatusString = symbols.findLater("cublasGetStatusString");
        symbols.check();
    }

    @Override
    public int create(MemorySegment handle) {
        return Downcall.call(create, handle);
    }

    @Override
    public int destroy(long handle) {
        return Downcall.call(destroy, handle);
    }

    @Override
    public int getVersion(long handle, MemorySegment version) {
        return Downcall.call(getVersion, handle, version);
    }

    @Override
    public int setStream(long handle, long stream) {
        return Downcall.call(setStream, handle, stream);
    }

    @Override
    public int setWorkspace(long handle, long address, long bytes) {
        return BlasDowncall.call(setWorkspace, handle, address, bytes);
    }

    @Override
    public int setPointerMode(long handle, int mode) {
        return Downcall.call(setPointerMode, handle, mode);
    }

    @Override
    public int setMathMode(long handle, int mode) {
        return Downcall.call(setMathMode, handle, mode);
    }

    @Override
    public int sgemm(long handle, int transA, int transB, int m, int n, int k, MemorySegment alpha, long a, int lda,
            long b, int ldb, MemorySegment beta, long c, int ldc) {
        return BlasDowncall.call(sgemm, handle, transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
    }

    @Override
    public int dgemm(long handle, int transA, int transB, int m, int n, int k, MemorySegment alpha, long a, int lda,
            long b, int ldb, MemorySegment beta, long c, int ldc) {
        return BlasDowncall.call(dgemm, handle, transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
    }

    @Override
    public int sgemv(long handle, int trans, int m, int n, MemorySegment alpha, long a, int lda, long x, int incx,
            MemorySegment beta, long y, int incy) {
        return BlasDowncall.call(sgemv, handle, trans, m, n, alpha, a, lda, x, incx, beta, y, incy);
    }

    @Override
    public int sgemmStridedBatched(long handle, int transA, int transB, int m, int n, int k, MemorySegment alpha,
            long a, int lda, long strideA, long b, int ldb, long strideB, MemorySegment beta, long c, int ldc,
            long strideC, int batch) {
        return BlasDowncall.call(sgemmStridedBatched, handle, transA, transB, m, n, k, alpha, a, lda, strideA,
                b, ldb, strideB, beta, c, ldc, strideC, batch);
    }

    @Override
    public int gemmEx(long handle, int transA, int transB, int m, int n, int k, MemorySegment alpha, long a, int typeA,
            int lda, long b, int typeB, int ldb, MemorySegment beta, long c, int typeC, int ldc, int compute,
            int algorithm) {
        return BlasDowncall.call(gemmEx, handle, transA, transB, m, n, k, alpha, a, typeA, lda, b, typeB, ldb,
                beta, c, typeC, ldc, compute, algorithm);
    }

    @Override
    public int gemmStridedBatchedEx(long handle, int transA, int transB, int m, int n, int k, MemorySegment alpha,
            long a, int typeA, int lda, long strideA, long b, int typeB, int ldb, long strideB,
            MemorySegment beta, long c, int typeC, int ldc, long strideC, int batch, int compute, int algorithm) {
        return BlasDowncall.call(gemmStridedBatchedEx, handle, transA, transB, m, n, k, alpha, a, typeA, lda,
                strideA, b, typeB, ldb, strideB, beta, c, typeC, ldc, strideC, batch, compute, algorithm);
    }

    @Override
    public String getStatusString(int status) {
        return getStatusString.equals(MemorySegment.NULL) ? "" : Texts.call(getStatusString, status);
    }
}

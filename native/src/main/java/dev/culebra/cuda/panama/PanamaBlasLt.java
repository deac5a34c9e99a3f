package dev.culebra.cuda.panama;

import dev.culebra.cuda.driver.CudaBlasLt;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;

/** cuBLASLt through the foreign function API. */
public final class PanamaBlasLt implements CudaBlasLt {
    private final MemorySegment create;
    private final MemorySegment destroy;
    private final MemorySegment matmulDescCreate;
    private final MemorySegment matmulDescSetAttribute;
    private final MemorySegment matmulDescDestroy;
    private final MemorySegment matrixLayoutCreate;
    private final MemorySegment matrixLayoutSetAttribute;
    private final MemorySegment matrixLayoutDestroy;
    private final MemorySegment matmulPreferenceCreate;
    private final MemorySegment matmulPreferenceSetAttribute;
    private final MemorySegment matmulPreferenceDestroy;
    private final MemorySegment matmulAlgoGetHeuristic;
    private final MemorySegment matmul;

    /**
     * @throws MissingSymbolsException when the library lacks functions of CUDA 11.4
     */
    public PanamaBlasLt(SymbolLookup library) {
        Symbols symbols = new Symbols(library);
        create = symbols.find("cublasLtCreate");
        destroy = symbols.find("cublasLtDestroy");
        matmulDescCreate = symbols.find("cublasLtMatmulDescCreate");
        matmulDescSetAttribute = symbols.find("cublasLtMatmulDescSetAttribute");
        matmulDescDestroy = symbols.find("cublasLtMatmulDescDestroy");
        matrixLayoutCreate = symbols.find("cublasLtMatrixLayoutCreate");
        matrixLayoutSetAttribute = symbols.find("cublasLtMatrixLayoutSetAttribute");
        matrixLayoutDestroy = symbols.find("cublasLtMatrixLayoutDestroy");
        matmulPreferenceCreate = symbols.find("cublasLtMatmulPreferenceCreate");
        matmulPreferenceSetAttribute = symbols.find("cublasLtMatmulPreferenceSetAttribute");
        matmulPreferenceDestroy = symbols.find("cublasLtMatmulPreferenceDestroy");
        matmulAlgoGetHeuristic = symbols.find("cublasLtMatmulAlgoGetHeuristic");
        matmul = symbols.find("cublasLtMatmul");
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
    public int matmulDescCreate(MemorySegment description, int compute, int scaleType) {
        return Downcall.call(matmulDescCreate, description, compute, scaleType);
    }

    @Override
    public int matmulDescSetAttribute(long description, int attribute, MemorySegment value, long bytes) {
        return LtDowncall.call(matmulDescSetAttribute, description, attribute, value, bytes);
    }

    @Override
    public int matmulDescDestroy(long description) {
        return Downcall.call(matmulDescDestroy, description);
    }

    @Override
    public int matrixLayoutCreate(MemorySegment layout, int type, long rows, long columns, long ld) {
        return LtDowncall.call(matrixLayoutCreate, layout, type, rows, columns, ld);
    }

    @Override
    public int matrixLayoutSetAttribute(long layout, int attribute, MemorySegment value, long bytes) {
        return LtDowncall.call(matrixLayoutSetAttribute, layout, attribute, value, bytes);
    }

    @Override
    public int matrixLayoutDestroy(long layout) {
        return Downcall.call(matrixLayoutDestroy, layout);
    }

    @Override
    public int matmulPreferenceCreate(MemorySegment preference) {
        return Downcall.call(matmulPreferenceCreate, preference);
    }

    @Override
    public int matmulPreferenceSetAttribute(long preference, int attribute, MemorySegment value, long bytes) {
        return LtDowncall.call(matmulPreferenceSetAttribute, preference, attribute, value, bytes);
    }

    @Override
    public int matmulPreferenceDestroy(long preference) {
        return Downcall.call(matmulPreferenceDestroy, preference);
    }

    @Override
    public int matmulAlgoGetHeuristic(long handle, long description, long a, long b, long c, long d, long preference,
            int requested, MemorySegment results, MemorySegment found) {
        return LtDowncall.call(matmulAlgoGetHeuristic, handle, description, a, b, c, d, preference, requested,
                results, found);
    }

    @Override
    public int matmul(long handle, long description, MemorySegment alpha, long a, long layoutA, long b, long layoutB,
            MemorySegment beta, long c, long layoutC, long d, long layoutD, MemorySegment algorithm,
            long workspace, long workspaceBytes, long stream) {
        return LtDowncall.call(matmul, handle, description, alpha, a, layoutA, b, layoutB, beta, c, layoutC, d,
                layoutD, algorithm, workspace, workspaceBytes, stream);
    }
}

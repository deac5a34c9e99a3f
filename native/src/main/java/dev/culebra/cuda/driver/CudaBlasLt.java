package dev.culebra.cuda.driver;

import java.lang.foreign.MemorySegment;

/**
 * cuBLASLt: one product described piece by piece, with a choice of algorithm and what follows the product.
 *
 * <pre>{@code
 * MemorySegment description = arena.allocate(JAVA_LONG);
 * int status = lt.matmulDescCreate(description, 68, 0); // computed and scaled in F32
 * }</pre>
 */
public interface CudaBlasLt {
    int create(MemorySegment handle);

    int destroy(long handle);

    int matmulDescCreate(MemorySegment description, int compute, int scaleType);

    int matmulDescSetAttribute(long description, int attribute, MemorySegment value, long bytes);

    int matmulDescDestroy(long description);

    int matrixLayoutCreate(MemorySegment layout, int type, long rows, long columns, long ld);

    int matrixLayoutSetAttribute(long layout, int attribute, MemorySegment value, long bytes);

    int matrixLayoutDestroy(long layout);

    int matmulPreferenceCreate(MemorySegment preference);

    int matmulPreferenceSetAttribute(long preference, int attribute, MemorySegment value, long bytes);

    int matmulPreferenceDestroy(long preference);

    /** @param results {@code requested} results of 96 bytes, each beginning with the 64 bytes of an algorithm */
    int matmulAlgoGetHeuristic(long handle, long description, long a, long b, long c, long d, long preference,
            int requested,
            MemorySegment results, MemorySegment found);

    int matmul(long handle, long description, MemorySegment alpha, long a, long layoutA, long b, long layoutB,
            MemorySegment beta, long c, long layoutC, long d, long layoutD, MemorySegment algorithm, long workspace,
            long workspaceBytes, long stream);
}

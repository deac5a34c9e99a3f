package dev.culebra.cuda;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.cuda.driver.CudaBlasLt;
import dev.culebra.cuda.driver.Result;
import java.lang.foreign.MemorySegment;

/**
 * cuBLASLt, every call checked: products with an epilogue, planned once and run often.
 *
 * <p>{@snippet :
 * long handle = blasLt.create();
 * try (LtPlan plan = blasLt.plan(handle, product, 32 << 20)) {
 *     plan.run(new LtOperands(a, b, c, d).withBias(bias), 1, 0, workspace, stream);
 * }
 * }
 */
public final class BlasLt {
    private final CudaBlasLt calls;
    private final ContextHealth health;

    /** Checks every call of this cuBLASLt, and that the driver's context is not lost. */
    public BlasLt(Cuda cuda, CudaBlasLt calls) {
        this.calls = calls;
        this.health = cuda.health();
    }

    /** {@code cublasLtCreate}: for the current context. */
    public long create() {
        allow("cublasLtCreate");
        MemorySegment handle = Out.segment();
        check(calls.create(handle), "cublasLtCreate", "");
        return handle.get(JAVA_LONG, 0);
    }

    /** {@code cublasLtDestroy}. */
    public void destroy(long handle) {
        if (!health.isLost()) {
            check(calls.destroy(handle), "cublasLtDestroy", "");
        }
    }

    /**
     * Describes a product and lets cuBLASLt choose its algorithm.
     *
     * @param workspaceBytes what {@link LtPlan#run} will be given at most
     * @throws CublasException with {@link CublasException#NOT_SUPPORTED} when there is no algorithm for it
     */
    public LtPlan plan(long handle, LtProduct product, long workspaceBytes) {
        allow("cublasLtMatmulAlgoGetHeuristic");
        return LtPlan.make(this, handle, product, workspaceBytes);
    }

    CudaBlasLt calls() {
        return calls;
    }

    /**
     * @throws CudaException when the current context is lost
     */
    void allow(String call) {
        health.allow(call);
    }

    void check(int status, String call, Object arguments) {
        if (status != Result.SUCCESS) {
            throw new CublasException(call, status, BlasStatus.message(call, status, "", arguments.toString()));
        }
    }
}

package dev.culebra.cuda;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.cuda.driver.CudaBlasLt;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A product that cuBLASLt has chosen an algorithm for. One thread at a time may run it.
 *
 * <pre>{@code
 * try (LtPlan plan = blasLt.plan(handle, product, 32 << 20)) {
 *     long workspace = cuda.memory().allocateAsync(plan.workspaceBytes(), stream);
 *     plan.run(new LtOperands(a, b, c, d), 1, 0, workspace, stream);
 *     cuda.memory().freeAsync(workspace, stream);
 * }
 * }</pre>
 *
 * @see BlasLt#plan
 */
public final class LtPlan implements AutoCloseable {
    private static final int DESC_BIAS_POINTER = 8;
    private static final int DESC_AUX_POINTER = 11;
    private static final int PREFERENCE_WORKSPACE_BYTES = 1;
    private static final long HEURISTIC_BYTES = 96;
    private static final long HEURISTIC_WORKSPACE_OFFSET = 64;

    private final BlasLt lt;
    private final CudaBlasLt calls;
    private final long handle;
    private final LtProduct product;
    private final LtDescriptors descriptors;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment heuristic = arena.allocate(HEURISTIC_BYTES, 16);
    private final MemorySegment scalars = arena.allocate(JAVA_LONG, 2);

    private LtPlan(BlasLt lt, long handle, LtProduct product) {
        this.lt = lt;
        this.calls = lt.calls();
        this.handle = handle;
        this.product = product;
        this.descriptors = new LtDescriptors(lt);
    }

    static LtPlan make(BlasLt lt, long handle, LtProduct product, long workspaceBytes) {
        LtPlan plan = new LtPlan(lt, handle, product);
        try {
            plan.descriptors.describe(product);
            plan.choose(workspaceBytes);
            return plan;
        } catch (RuntimeException e) {
            plan.close();
            throw e;
        }
    }

    private void choose(long workspaceBytes) {
        long preference = descriptors.preference();
        MemorySegment value = Out.segment();
        value.set(JAVA_LONG, 0, workspaceBytes);
        lt.check(calls.matmulPreferenceSetAttribute(preference, PREFERENCE_WORKSPACE_BYTES, value, Long.BYTES),
                "cublasLtMatmulPreferenceSetAttribute", product);
        MemorySegment found = Out.segment();
        int status = calls.matmulAlgoGetHeuristic(handle, descriptors.product(), descriptors.a(), descriptors.b(),
                descriptors.c(), descriptors.c(), preference, 1, heuristic, found);
        lt.check(status, "cublasLtMatmulAlgoGetHeuristic", product);
        if (found.get(JAVA_INT, 0) == 0) {
            lt.check(CublasException.NOT_SUPPORTED, "cublasLtMatmulAlgoGetHeuristic", product);
        }
    }

    /** How much workspace the chosen algorithm wants. */
    public long workspaceBytes() {
        return heuristic.get(JAVA_LONG, HEURISTIC_WORKSPACE_OFFSET);
    }

    /**
     * {@code cublasLtMatmul}: returns at once.
     *
     * @param workspace of at least {@link #workspaceBytes()}, from a multiple of 16; nothing else may use it meanwhile
     */
    public void run(LtOperands operands, double alpha, double beta, long workspace, long stream) {
        lt.allow("cublasLtMatmul");
        if (operands.bias() != 0) {
            descriptors.set(DESC_BIAS_POINTER, operands.bias());
        }
        if (operands.aux() != 0) {
            descriptors.set(DESC_AUX_POINTER, operands.aux());
        }
        int status = calls.matmul(handle, descriptors.product(), scalar(0, alpha), operands.a(), descriptors.a(),
                operands.b(), descriptors.b(), scalar(1, beta), operands.c(), descriptors.c(), operands.d(),
                descriptors.c(),
                heuristic, workspace, workspaceBytes(), stream);
        lt.check(status, "cublasLtMatmul", product);
    }

    private MemorySegment scalar(int index, double value) {
        MemorySegment scalar = scalars.asSlice(index * 8L, 8);
        switch (product.compute().scale()) {
            case F64 -> scalar.set(JAVA_DOUBLE, 0, value);
            case F32, F16, BF16 -> scalar.set(JAVA_FLOAT, 0, (float) value);
        }
        return scalar;
    }

    /** Frees the descriptions; what was submitted is still done. */
    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            descriptors.close();
            arena.close();
        }
    }
}

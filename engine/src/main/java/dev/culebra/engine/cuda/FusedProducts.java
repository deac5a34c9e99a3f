package dev.culebra.engine.cuda;

import dev.culebra.cuda.BlasLt;
import dev.culebra.cuda.CublasException;
import dev.culebra.cuda.LtOperands;
import dev.culebra.cuda.LtPlan;
import dev.culebra.cuda.LtProduct;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A thread's products by cuBLASLt: its handle, the plans it made, so that an algorithm is chosen once for a kind of product, and
 * the workspace that they take turns to use, in the order of the stream.
 */
final class FusedProducts {
    private static final int PLANS = 256;
    private static final long WORKSPACE_BYTES = 32 << 20;

    private final CardMemory memory;
    private final BlasLt lt;
    private final Map<LtProduct, Optional<LtPlan>> plans = new LinkedHashMap<>(16, 0.75f, true);
    private long handle;
    private long workspace;
    private long workspaceBytes;

    FusedProducts(CardMemory memory, BlasLt lt) {
        this.memory = memory;
        this.lt = lt;
    }

    /** Computes a product, unless cuBLASLt has no algorithm for it. */
    boolean multiply(LtProduct product, LtOperands operands, long stream) {
        Optional<LtPlan> plan = plan(product);
        plan.ifPresent(known -> known.run(operands, 1, 0, workspace(known.workspaceBytes(), stream), stream));
        return plan.isPresent();
    }

    private Optional<LtPlan> plan(LtProduct product) {
        Optional<LtPlan> known = plans.get(product);
        if (known == null) {
            known = make(product);
            plans.put(product, known);
            if (plans.size() > PLANS) {
                LtProduct eldest = plans.keySet().iterator().next();
                plans.remove(eldest).ifPresent(LtPlan::close);
            }
        }
        return known;
    }

    private Optional<LtPlan> make(LtProduct product) {
        if (handle == 0) {
            handle = lt.create();
        }
        try {
            return Optional.of(lt.plan(handle, product, WORKSPACE_BYTES));
        } catch (CublasException refused) {
            if (refused.status() != CublasException.NOT_SUPPORTED) {
                throw refused;
            }
            return Optional.empty();
        }
    }

    private long workspace(long bytes, long stream) {
        if (bytes > workspaceBytes) {
            free(stream);
            workspace = memory.take(bytes, stream);
            workspaceBytes = bytes;
        }
        return workspace;
    }

    private void free(long stream) {
        if (workspaceBytes != 0) {
            memory.giveBack(workspace, workspaceBytes, stream);
            workspaceBytes = 0;
        }
    }

    void close(long stream) {
        plans.values().forEach(plan -> plan.ifPresent(LtPlan::close));
        free(stream);
        if (handle != 0) {
            lt.destroy(handle);
        }
    }
}

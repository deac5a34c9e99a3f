package dev.culebra.cuda;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.cuda.driver.ContextCalls;
import dev.culebra.cuda.driver.Result;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which contexts are lost, and to what. A kernel's fault shows at some later call, whichever comes next, and at every
 * call after that: only the first of them says anything about the cause.
 */
final class ContextHealth {
    private final ContextCalls contexts;
    private final Map<Long, CudaException> lost = new ConcurrentHashMap<>();
    private volatile boolean anyLost;

    ContextHealth(ContextCalls contexts) {
        this.contexts = contexts;
    }

    /**
     * @throws CudaException when the current context is lost
     */
    void allow(String call) {
        if (anyLost) {
            CudaException first = lost.get(current());
            if (first != null) {
                throw new CudaException(call, first);
            }
        }
    }

    /** Whether what belongs to the current context is gone with it, so that there is nothing left to free. */
    boolean isLost() {
        return anyLost && lost.containsKey(current());
    }

    void losing(CudaException failure) {
        lost.putIfAbsent(current(), failure);
        anyLost = true;
    }

    /** A context's address may be another's later. */
    void forget(long context) {
        lost.remove(context);
        anyLost = !lost.isEmpty();
    }

    private long current() {
        MemorySegment context = Out.segment();
        return contexts.ctxGetCurrent(context) == Result.SUCCESS ? context.get(JAVA_LONG, 0) : 0;
    }
}

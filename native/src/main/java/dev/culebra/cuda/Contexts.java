package dev.culebra.cuda;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.cuda.driver.ContextCalls;
import java.lang.foreign.MemorySegment;

/**
 * The context that calls of this thread go to. It belongs to the OS thread: a virtual thread finds another one, or none, after it
 * was unmounted.
 *
 * <p>{@snippet :
 * cuda.contexts().setCurrent(context);
 * cuda.contexts().synchronize();
 * }
 */
public final class Contexts {
    private final ContextCalls calls;
    private final Checks checks;

    Contexts(ContextCalls calls, Checks checks) {
        this.calls = calls;
        this.checks = checks;
    }

    /** {@code cuCtxSetCurrent}; 0 leaves the thread without a context. */
    public void setCurrent(long context) {
        checks.check(calls.ctxSetCurrent(context), "cuCtxSetCurrent", "context", context);
    }

    /** {@code cuCtxGetCurrent}; 0 when the thread has none. */
    public long current() {
        MemorySegment context = Out.segment();
        checks.check(calls.ctxGetCurrent(context), "cuCtxGetCurrent");
        return context.get(JAVA_LONG, 0);
    }

    /** {@code cuCtxPushCurrent}: until {@link #pop()}, for calls from threads that use contexts of their own. */
    public void push(long context) {
        checks.check(calls.ctxPushCurrent(context), "cuCtxPushCurrent_v2", "context", context);
    }

    /** {@code cuCtxPopCurrent}. @return what was current until now */
    public long pop() {
        MemorySegment context = Out.segment();
        checks.check(calls.ctxPopCurrent(context), "cuCtxPopCurrent_v2");
        return context.get(JAVA_LONG, 0);
    }

    /** {@code cuCtxSynchronize}: waits for all work of the context. */
    public void synchronize() {
        checks.allow("cuCtxSynchronize");
        checks.check(calls.ctxSynchronize(), "cuCtxSynchronize");
    }

    /** Whether the current context has been lost to an earlier error, and everything in it. */
    public boolean isLost() {
        return checks.health().isLost();
    }
}

package dev.culebra.cuda.driver;

import java.lang.foreign.MemorySegment;

/**
 * The context that is current to the calling OS thread.
 *
 * <pre>{@code
 * int code = contexts.ctxSetCurrent(context);
 * }</pre>
 */
public interface ContextCalls {
    int ctxSetCurrent(long context);

    int ctxGetCurrent(MemorySegment context);

    /** {@code cuCtxPushCurrent_v2}. */
    int ctxPushCurrent(long context);

    /** {@code cuCtxPopCurrent_v2}. */
    int ctxPopCurrent(MemorySegment context);

    int ctxSynchronize();
}

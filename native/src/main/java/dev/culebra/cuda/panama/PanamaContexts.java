package dev.culebra.cuda.panama;

import dev.culebra.cuda.driver.ContextCalls;
import java.lang.foreign.MemorySegment;

/** Contexts of the driver. */
final class PanamaContexts implements ContextCalls {
    private final MemorySegment ctxSetCurrent;
    private final MemorySegment ctxGetCurrent;
    private final MemorySegment ctxPushCurrent;
    private final MemorySegment ctxPopCurrent;
    private final MemorySegment ctxSynchronize;

    PanamaContexts(Symbols symbols) {
        ctxSetCurrent = symbols.find("cuCtxSetCurrent");
        ctxGetCurrent = symbols.find("cuCtxGetCurrent");
        ctxPushCurrent = symbols.find("cuCtxPushCurrent_v2");
        ctxPopCurrent = symbols.find("cuCtxPopCurrent_v2");
        ctxSynchronize = symbols.find("cuCtxSynchronize");
    }

    @Override
    public int ctxSetCurrent(long context) {
        return Downcall.call(ctxSetCurrent, context);
    }

    @Override
    public int ctxGetCurrent(MemorySegment context) {
        return InstantCall.call(ctxGetCurrent, context);
    }

    @Override
    public int ctxPushCurrent(long context) {
        return Downcall.call(ctxPushCurrent, context);
    }

    @Override
    public int ctxPopCurrent(MemorySegment context) {
        return Downcall.call(ctxPopCurrent, context);
    }

    @Override
    public int ctxSynchronize() {
        return Downcall.call(ctxSynchronize);
    }
}

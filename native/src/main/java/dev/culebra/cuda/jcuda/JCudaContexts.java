package dev.culebra.cuda.jcuda;

import dev.culebra.cuda.driver.ContextCalls;
import java.lang.foreign.MemorySegment;
import jcuda.driver.CUcontext;
import jcuda.driver.JCudaDriver;

/** Contexts through JCuda. */
final class JCudaContexts implements ContextCalls {
    @Override
    public int ctxSetCurrent(long context) {
        return JCudaDriver.cuCtxSetCurrent(Handles.context(context));
    }

    @Override
    public int ctxGetCurrent(MemorySegment context) {
        CUcontext value = new CUcontext();
        return Handles.out(JCudaDriver.cuCtxGetCurrent(value), value, context);
    }

    @Override
    public int ctxPushCurrent(long context) {
        return JCudaDriver.cuCtxPushCurrent(Handles.context(context));
    }

    @Override
    public int ctxPopCurrent(MemorySegment context) {
        CUcontext value = new CUcontext();
        return Handles.out(JCudaDriver.cuCtxPopCurrent(value), value, context);
    }

    @Override
    public int ctxSynchronize() {
        return JCudaDriver.cuCtxSynchronize();
    }
}

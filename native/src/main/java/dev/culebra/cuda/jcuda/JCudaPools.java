package dev.culebra.cuda.jcuda;

import dev.culebra.cuda.driver.PoolCalls;
import java.lang.foreign.MemorySegment;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.JCudaDriver;

/** Pools through JCuda, which has no method for a device's own pool and none for attributes. */
final class JCudaPools implements PoolCalls {
    private final PoolCalls rest;

    JCudaPools(PoolCalls rest) {
        this.rest = rest;
    }

    @Override
    public int deviceGetDefaultMemPool(MemorySegment pool, int device) {
        return rest.deviceGetDefaultMemPool(pool, device);
    }

    /** JCuda's form of the properties has not all of their fields. */
    @Override
    public int memPoolCreate(MemorySegment pool, MemorySegment properties) {
        return rest.memPoolCreate(pool, properties);
    }

    @Override
    public int memPoolDestroy(long pool) {
        return JCudaDriver.cuMemPoolDestroy(Handles.pool(pool));
    }

    @Override
    public int memPoolSetAttribute(long pool, int attribute, MemorySegment value) {
        return rest.memPoolSetAttribute(pool, attribute, value);
    }

    @Override
    public int memPoolGetAttribute(long pool, int attribute, MemorySegment value) {
        return rest.memPoolGetAttribute(pool, attribute, value);
    }

    @Override
    public int memPoolTrimTo(long pool, long bytes) {
        return JCudaDriver.cuMemPoolTrimTo(Handles.pool(pool), bytes);
    }

    @Override
    public int memAllocFromPoolAsync(MemorySegment address, long bytes, long pool, long stream) {
        CUdeviceptr value = new CUdeviceptr();
        int code = JCudaDriver.cuMemAllocFromPoolAsync(value, bytes, Handles.pool(pool), Handles.stream(stream));
        return Handles.out(code, value, address);
    }
}

package dev.culebra.cuda.panama;

import dev.culebra.cuda.driver.PoolCalls;
import java.lang.foreign.MemorySegment;

/** Pools of the driver. */
final class PanamaPools implements PoolCalls {
    private final MemorySegment deviceGetDefaultMemPool;
    private final MemorySegment memPoolCreate;
    private final MemorySegment memPoolDestroy;
    private final MemorySegment memPoolSetAttribute;
    private final MemorySegment memPoolGetAttribute;
    private final MemorySegment memPoolTrimTo;
    private final MemorySegment memAllocFromPoolAsync;

    PanamaPools(Symbols symbols) {
        deviceGetDefaultMemPool = symbols.find("cuDeviceGetDefaultMemPool");
        memPoolCreate = symbols.find("cuMemPoolCreate");
        memPoolDestroy = symbols.find("cuMemPoolDestroy");
        memPoolSetAttribute = symbols.find("cuMemPoolSetAttribute");
        memPoolGetAttribute = symbols.find("cuMemPoolGetAttribute");
        memPoolTrimTo = symbols.find("cuMemPoolTrimTo");
        memAllocFromPoolAsync = symbols.find("cuMemAllocFromPoolAsync");
    }

    @Override
    public int deviceGetDefaultMemPool(MemorySegment pool, int device) {
        return Downcall.call(deviceGetDefaultMemPool, pool, device);
    }

    @Override
    public int memPoolCreate(MemorySegment pool, MemorySegment properties) {
        return Downcall.call(memPoolCreate, pool, properties);
    }

    @Override
    public int memPoolDestroy(long pool) {
        return Downcall.call(memPoolDestroy, pool);
    }

    @Override
    public int memPoolSetAttribute(long pool, int attribute, MemorySegment value) {
        return Downcall.call(memPoolSetAttribute, pool, attribute, value);
    }

    @Override
    public int memPoolGetAttribute(long pool, int attribute, MemorySegment value) {
        return Downcall.call(memPoolGetAttribute, pool, attribute, value);
    }

    @Override
    public int memPoolTrimTo(long pool, long bytes) {
        return Downcall.call(memPoolTrimTo, pool, bytes);
    }

    @Override
    public int memAllocFromPoolAsync(MemorySegment address, long bytes, long pool, long stream) {
        return WideDowncall.call(memAllocFromPoolAsync, address, bytes, pool, stream);
    }
}

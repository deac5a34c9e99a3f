package dev.culebra.cuda.driver;

import java.lang.foreign.MemorySegment;

/**
 * Pools of device memory that is allocated and freed in the order of a stream.
 *
 * <pre>{@code
 * int code = pools.memPoolTrimTo(pool, 0);
 * }</pre>
 */
public interface PoolCalls {
    int deviceGetDefaultMemPool(MemorySegment pool, int device);

    /** @param properties a {@code CUmemPoolProps}: 88 bytes */
    int memPoolCreate(MemorySegment pool, MemorySegment properties);

    int memPoolDestroy(long pool);

    int memPoolSetAttribute(long pool, int attribute, MemorySegment value);

    int memPoolGetAttribute(long pool, int attribute, MemorySegment value);

    int memPoolTrimTo(long pool, long bytes);

    int memAllocFromPoolAsync(MemorySegment address, long bytes, long pool, long stream);
}

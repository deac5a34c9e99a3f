package dev.culebra.cuda.driver;

import java.lang.foreign.MemorySegment;

/**
 * Device memory, pinned host memory, copies and fills.
 *
 * <pre>{@code
 * MemorySegment address = arena.allocate(JAVA_LONG);
 * int code = memory.memAllocAsync(address, bytes, stream);
 * }</pre>
 */
public interface MemoryCalls {
    /** {@code cuMemAlloc_v2}. */
    int memAlloc(MemorySegment address, long bytes);

    /** {@code cuMemFree_v2}. */
    int memFree(long address);

    int memAllocAsync(MemorySegment address, long bytes, long stream);

    int memFreeAsync(long address, long stream);

    /** {@code cuMemGetInfo_v2}. */
    int memGetInfo(MemorySegment free, MemorySegment total);

    /** {@code cuMemAllocHost_v2}. */
    int memAllocHost(MemorySegment pointer, long bytes);

    int memHostAlloc(MemorySegment pointer, long bytes, int flags);

    int memFreeHost(MemorySegment host);

    /** {@code cuMemHostRegister_v2}. */
    int memHostRegister(MemorySegment host, long bytes, int flags);

    int memHostUnregister(MemorySegment host);

    /** {@code cuMemcpyHtoD_v2}. */
    int memcpyHtoD(long target, MemorySegment source, long bytes);

    /** {@code cuMemcpyDtoH_v2}. */
    int memcpyDtoH(MemorySegment target, long source, long bytes);

    /** {@code cuMemcpyHtoDAsync_v2}. */
    int memcpyHtoDAsync(long target, MemorySegment source, long bytes, long stream);

    /** {@code cuMemcpyDtoHAsync_v2}. */
    int memcpyDtoHAsync(MemorySegment target, long source, long bytes, long stream);

    /** {@code cuMemcpyDtoDAsync_v2}. */
    int memcpyDtoDAsync(long target, long source, long bytes, long stream);

    int memsetD8Async(long address, byte value, long count, long stream);

    int memsetD32Async(long address, int value, long count, long stream);

    int pointerGetAttribute(MemorySegment value, int attribute, long address);
}

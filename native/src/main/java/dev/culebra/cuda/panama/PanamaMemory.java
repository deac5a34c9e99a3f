package dev.culebra.cuda.panama;

import dev.culebra.cuda.driver.MemoryCalls;
import java.lang.foreign.MemorySegment;

/** Memory and copies of the driver. */
final class PanamaMemory implements MemoryCalls {
    private final MemorySegment memAlloc;
    private final MemorySegment memFree;
    private final MemorySegment memAllocAsync;
    private final MemorySegment memFreeAsync;
    private final MemorySegment memGetInfo;
    private final MemorySegment memAllocHost;
    private final MemorySegment memHostAlloc;
    private final MemorySegment memFreeHost;
    private final MemorySegment memHostRegister;
    private final MemorySegment memHostUnregister;
    private final MemorySegment memcpyHtoD;
    private final MemorySegment memcpyDtoH;
    private final MemorySegment memcpyHtoDAsync;
    private final MemorySegment memcpyDtoHAsync;
    private final MemorySegment memcpyDtoDAsync;
    private final MemorySegment memsetD8Async;
    private final MemorySegment memsetD32Async;
    private final MemorySegment pointerGetAttribute;

    PanamaMemory(Symbols symbols) {
        memAlloc = symbols.find("cuMemAlloc_v2");
        memFree = symbols.find("cuMemFree_v2");
        memAllocAsync = symbols.find("cuMemAllocAsync");
        memFreeAsync = symbols.find("cuMemFreeAsync");
        memGetInfo = symbols.find("cuMemGetInfo_v2");
        memAllocHost = symbols.find("cuMemAllocHost_v2");
        memHostAlloc = symbols.find("cuMemHostAlloc");
        memFreeHost = symbols.find("cuMemFreeHost");
        memHostRegister = symbols.find("cuMemHostRegister_v2");
        memHostUnregister = symbols.find("cuMemHostUnregister");
        memcpyHtoD = symbols.find("cuMemcpyHtoD_v2");
        memcpyDtoH = symbols.find("cuMemcpyDtoH_v2");
        memcpyHtoDAsync = symbols.find("cuMemcpyHtoDAsync_v2");
        memcpyDtoHAsync = symbols.find("cuMemcpyDtoHAsync_v2");
        memcpyDtoDAsync = symbols.find("cuMemcpyDtoDAsync_v2");
        memsetD8Async = symbols.find("cuMemsetD8Async");
        memsetD32Async = symbols.find("cuMemsetD32Async");
        pointerGetAttribute = symbols.find("cuPointerGetAttribute");
    }

    @Override
    public int memAlloc(MemorySegment address, long bytes) {
        return Downcall.call(memAlloc, address, bytes);
    }

    @Override
    public int memFree(long address) {
        return Downcall.call(memFree, address);
    }

    @Override
    public int memAllocAsync(MemorySegment address, long bytes, long stream) {
        return Downcall.call(memAllocAsync, address, bytes, stream);
    }

    @Override
    public int memFreeAsync(long address, long stream) {
        return Downcall.call(memFreeAsync, address, stream);
    }

    @Override
    public int memGetInfo(MemorySegment free, MemorySegment total) {
        return Downcall.call(memGetInfo, free, total);
    }

    @Override
    public int memAllocHost(MemorySegment pointer, long bytes) {
        return Downcall.call(memAllocHost, pointer, bytes);
    }

    @Override
    public int memHostAlloc(MemorySegment pointer, long bytes, int flags) {
        return Downcall.call(memHostAlloc, pointer, bytes, flags);
    }

    @Override
    public int memFreeHost(MemorySegment host) {
        return Downcall.call(memFreeHost, host);
    }

    @Override
    public int memHostRegister(MemorySegment host, long bytes, int flags) {
        return Downcall.call(memHostRegister, host, bytes, flags);
    }

    @Override
    public int memHostUnregister(MemorySegment host) {
        return Downcall.call(memHostUnregister, host);
    }

    @Override
    public int memcpyHtoD(long target, MemorySegment source, long bytes) {
        return Downcall.call(memcpyHtoD, target, source, bytes);
    }

    @Override
    public int memcpyDtoH(MemorySegment target, long source, long bytes) {
        return Downcall.call(memcpyDtoH, target, source, bytes);
    }

    @Override
    public int memcpyHtoDAsync(long target, MemorySegment source, long bytes, long stream) {
        return WideDowncall.call(memcpyHtoDAsync, target, source, bytes, stream);
    }

    @Override
    public int memcpyDtoHAsync(MemorySegment target, long source, long bytes, long stream) {
        return WideDowncall.call(memcpyDtoHAsync, target, source, bytes, stream);
    }

    @Override
    public int memcpyDtoDAsync(long target, long source, long bytes, long stream) {
        return WideDowncall.call(memcpyDtoDAsync, target, source, bytes, stream);
    }

    @Override
    public int memsetD8Async(long address, byte value, long count, long stream) {
        return WideDowncall.call(memsetD8Async, address, value, count, stream);
    }

    @Override
    public int memsetD32Async(long address, int value, long count, long stream) {
        return WideDowncall.call(memsetD32Async, address, value, count, stream);
    }

    @Override
    public int pointerGetAttribute(MemorySegment value, int attribute, long address) {
        return Downcall.call(pointerGetAttribute, value, attribute, address);
    }
}

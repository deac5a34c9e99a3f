package dev.culebra.cuda.jcuda;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.cuda.driver.MemoryCalls;
import java.lang.foreign.MemorySegment;
import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.JCudaDriver;

/** Memory and copies through JCuda. */
final class JCudaMemory implements MemoryCalls {
    @Override
    public int memAlloc(MemorySegment address, long bytes) {
        CUdeviceptr value = new CUdeviceptr();
        return Handles.out(JCudaDriver.cuMemAlloc(value, bytes), value, address);
    }

    @Override
    public int memFree(long address) {
        return JCudaDriver.cuMemFree(Handles.address(address));
    }

    @Override
    public int memAllocAsync(MemorySegment address, long bytes, long stream) {
        CUdeviceptr value = new CUdeviceptr();
        return Handles.out(JCudaDriver.cuMemAllocAsync(value, bytes, Handles.stream(stream)), value, address);
    }

    @Override
    public int memFreeAsync(long address, long stream) {
        return JCudaDriver.cuMemFreeAsync(Handles.address(address), Handles.stream(stream));
    }

    @Override
    public int memGetInfo(MemorySegment free, MemorySegment total) {
        long[] freeBytes = new long[1];
        long[] totalBytes = new long[1];
        int code = JCudaDriver.cuMemGetInfo(freeBytes, totalBytes);
        free.set(JAVA_LONG, 0, freeBytes[0]);
        total.set(JAVA_LONG, 0, totalBytes[0]);
        return code;
    }

    @Override
    public int memAllocHost(MemorySegment pointer, long bytes) {
        Pointer value = new Pointer();
        return Handles.out(JCudaDriver.cuMemAllocHost(value, bytes), value, pointer);
    }

    @Override
    public int memHostAlloc(MemorySegment pointer, long bytes, int flags) {
        Pointer value = new Pointer();
        return Handles.out(JCudaDriver.cuMemHostAlloc(value, bytes, flags), value, pointer);
    }

    @Override
    public int memFreeHost(MemorySegment host) {
        return JCudaDriver.cuMemFreeHost(Handles.host(host));
    }

    @Override
    public int memHostRegister(MemorySegment host, long bytes, int flags) {
        return JCudaDriver.cuMemHostRegister(Handles.host(host), bytes, flags);
    }

    @Override
    public int memHostUnregister(MemorySegment host) {
        return JCudaDriver.cuMemHostUnregister(Handles.host(host));
    }

    @Override
    public int memcpyHtoD(long target, MemorySegment source, long bytes) {
        return JCudaDriver.cuMemcpyHtoD(Handles.address(target), Handles.host(source), bytes);
    }

    @Override
    public int memcpyDtoH(MemorySegment target, long source, long bytes) {
        return JCudaDriver.cuMemcpyDtoH(Handles.host(target), Handles.address(source), bytes);
    }

    @Override
    public int memcpyHtoDAsync(long target, MemorySegment source, long bytes, long stream) {
        return JCudaDriver.cuMemcpyHtoDAsync(Handles.address(target), Handles.host(source), bytes,
                Handles.stream(stream));
    }

    @Override
    public int memcpyDtoHAsync(MemorySegment target, long source, long bytes, long stream) {
        return JCudaDriver.cuMemcpyDtoHAsync(Handles.host(target), Handles.address(source), bytes,
                Handles.stream(stream));
    }

    @Override
    public int memcpyDtoDAsync(long target, long source, long bytes, long stream) {
        return JCudaDriver.cuMemcpyDtoDAsync(Handles.address(target), Handles.address(source), bytes,
                Handles.stream(stream));
    }

    @Override
    public int memsetD8Async(long address, byte value, long count, long stream) {
        return JCudaDriver.cuMemsetD8Async(Handles.address(address), value, count, Handles.stream(stream));
    }

    @Override
    public int memsetD32Async(long address, int value, long count, long stream) {
        return JCudaDriver.cuMemsetD32Async(Handles.address(address), value, count, Handles.stream(stream));
    }

    @Override
    public int pointerGetAttribute(MemorySegment value, int attribute, long address) {
        return JCudaDriver.cuPointerGetAttribute(Handles.host(value), attribute, Handles.address(address));
    }
}

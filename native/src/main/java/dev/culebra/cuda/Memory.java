package dev.culebra.cuda;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.cuda.driver.MemoryCalls;
import dev.culebra.cuda.driver.Result;
import java.lang.foreign.MemorySegment;

/**
 * Device memory and pinned host memory. What ends in {@code Async} is done in the order of a stream, and the call returns before.
 *
 * <p>{@snippet :
 * long address = cuda.memory().allocateAsync(bytes, stream);
 * cuda.memory().copyToDeviceAsync(address, segment, bytes, stream);
 * cuda.memory().freeAsync(address, stream);
 * }
 */
public final class Memory {
    /** Pinned memory that every context of the process may use ({@code CU_MEMHOSTALLOC_PORTABLE}). */
    public static final int PORTABLE = 1;

    private static final int POINTER_DEVICE_ORDINAL = 9;

    private final MemoryCalls calls;
    private final Checks checks;

    Memory(MemoryCalls calls, Checks checks) {
        this.calls = calls;
        this.checks = checks;
    }

    /** {@code cuMemAlloc}: waits for the device on some drivers; prefer {@link #allocateAsync}. */
    public long allocate(long bytes) {
        checks.allow("cuMemAlloc_v2");
        MemorySegment address = Out.segment();
        int code = calls.memAlloc(address, bytes);
        return code == Result.SUCCESS ? address.get(JAVA_LONG, 0) : failed(code, "cuMemAlloc_v2", bytes);
    }

    /** {@code cuMemFree}: waits until the device has ended all work on it. On a lost context there is nothing left to free. */
    public void free(long address) {
        if (!checks.health().isLost()) {
            checks.check(calls.memFree(address), "cuMemFree_v2", "address", address);
        }
    }

    /** {@code cuMemAllocAsync}: from the pool of the stream's device. The memory may be used in the order of the stream. */
    public long allocateAsync(long bytes, long stream) {
        checks.allow("cuMemAllocAsync");
        MemorySegment address = Out.segment();
        int code = calls.memAllocAsync(address, bytes, stream);
        return code == Result.SUCCESS ? address.get(JAVA_LONG, 0) : failed(code, "cuMemAllocAsync", bytes);
    }

    /** {@code cuMemFreeAsync}. On a lost context there is nothing left to free. */
    public void freeAsync(long address, long stream) {
        if (!checks.health().isLost()) {
            checks.check(calls.memFreeAsync(address, stream), "cuMemFreeAsync", "address", address, "stream", stream);
        }
    }

    /** {@code cuMemGetInfo}: what the device has left for all its processes; unused memory of pools counts as taken. */
    public MemoryInfo info() {
        checks.allow("cuMemGetInfo_v2");
        MemorySegment free = Out.segment();
        MemorySegment total = Out.second();
        checks.check(calls.memGetInfo(free, total), "cuMemGetInfo_v2");
        return new MemoryInfo(free.get(JAVA_LONG, 0), total.get(JAVA_LONG, 0));
    }

    /**
     * {@code cuMemHostAlloc}: pinned host memory, which the device reads and writes at full speed and while the host goes on.
     *
     * @param flags 0 or {@link #PORTABLE}
     * @return a segment of {@code bytes} that lives until {@link #freeHost}
     */
    @SuppressWarnings("restricted")
    public MemorySegment allocateHost(long bytes, int flags) {
        checks.allow("cuMemHostAlloc");
        MemorySegment pointer = Out.segment();
        checks.check(calls.memHostAlloc(pointer, bytes, flags), "cuMemHostAlloc", "bytes", bytes, "flags", flags);
        return pointer.get(ADDRESS, 0).reinterpret(bytes);
    }

    /** {@code cuMemFreeHost}. */
    public void freeHost(MemorySegment host) {
        if (!checks.health().isLost()) {
            checks.check(calls.memFreeHost(host), "cuMemFreeHost", "host", host.address());
        }
    }

    /** {@code cuMemHostRegister}: pins memory that is there already. */
    public void registerHost(MemorySegment host, int flags) {
        checks.allow("cuMemHostRegister_v2");
        checks.check(calls.memHostRegister(host, host.byteSize(), flags), "cuMemHostRegister_v2", "host",
                host.address(),
                "bytes", host.byteSize());
    }

    /** {@code cuMemHostUnregister}. */
    public void unregisterHost(MemorySegment host) {
        if (!checks.health().isLost()) {
            checks.check(calls.memHostUnregister(host), "cuMemHostUnregister", "host", host.address());
        }
    }

    /** {@code cuMemcpyHtoD}: waits for the copy. */
    public void copyToDevice(long to, MemorySegment from, long bytes) {
        checks.allow("cuMemcpyHtoD_v2");
        checks.check(calls.memcpyHtoD(to, from, bytes), "cuMemcpyHtoD_v2", "to", to, "host", from.address(), "bytes",
                bytes);
    }

    /** {@code cuMemcpyDtoH}: waits for the copy. */
    public void copyToHost(MemorySegment to, long from, long bytes) {
        checks.allow("cuMemcpyDtoH_v2");
        checks.check(calls.memcpyDtoH(to, from, bytes), "cuMemcpyDtoH_v2", "host", to.address(), "from", from, "bytes",
                bytes);
    }

    /** {@code cuMemcpyHtoDAsync}: from pinned memory the host goes on at once; from other memory it may wait. */
    public void copyToDeviceAsync(long to, MemorySegment from, long bytes, long stream) {
        checks.allow("cuMemcpyHtoDAsync_v2");
        checks.check(calls.memcpyHtoDAsync(to, from, bytes, stream), "cuMemcpyHtoDAsync_v2", "to", to, "host",
                from.address(), "bytes", bytes, "stream", stream);
    }

    /** {@code cuMemcpyDtoHAsync}: the segment holds the data once the stream has come to here. */
    public void copyToHostAsync(MemorySegment to, long from, long bytes, long stream) {
        checks.allow("cuMemcpyDtoHAsync_v2");
        checks.check(calls.memcpyDtoHAsync(to, from, bytes, stream), "cuMemcpyDtoHAsync_v2", "host", to.address(),
                "from",
                from, "bytes", bytes, "stream", stream);
    }

    /** {@code cuMemcpyDtoDAsync}. */
    public void copyAsync(long to, long from, long bytes, long stream) {
        checks.allow("cuMemcpyDtoDAsync_v2");
        checks.check(calls.memcpyDtoDAsync(to, from, bytes, stream), "cuMemcpyDtoDAsync_v2", "to", to, "from", from,
                "bytes", bytes, "stream", stream);
    }

    /** {@code cuMemsetD8Async}. @param count how many bytes */
    public void fillAsync(long address, byte value, long count, long stream) {
        checks.allow("cuMemsetD8Async");
        checks.check(calls.memsetD8Async(address, value, count, stream), "cuMemsetD8Async", "address", address, "value",
                value, "count", count, "stream", stream);
    }

    /** {@code cuMemsetD32Async}. @param count how many ints */
    public void fillAsync(long address, int value, long count, long stream) {
        checks.allow("cuMemsetD32Async");
        checks.check(calls.memsetD32Async(address, value, count, stream), "cuMemsetD32Async", "address", address,
                "value",
                value, "count", count, "stream", stream);
    }

    /** {@code cuPointerGetAttribute}: the device that an address belongs to. */
    public int deviceOf(long address) {
        checks.allow("cuPointerGetAttribute");
        MemorySegment value = Out.segment();
        checks.check(calls.pointerGetAttribute(value, POINTER_DEVICE_ORDINAL, address), "cuPointerGetAttribute",
                "attribute", POINTER_DEVICE_ORDINAL, "address", address);
        return value.get(JAVA_INT, 0);
    }

    private long failed(int code, String call, long bytes) {
        throw checks.failure(code, call, Argument.text("requested", bytes) + " bytes" + left(code));
    }

    private String left(int code) {
        MemorySegment free = Out.segment();
        MemorySegment total = Out.second();
        if (code != Result.OUT_OF_MEMORY || calls.memGetInfo(free, total) != Result.SUCCESS) {
            return "";
        }
        return "; " + new MemoryInfo(free.get(JAVA_LONG, 0), total.get(JAVA_LONG, 0));
    }
}

package dev.culebra.cuda.driver;

import java.lang.foreign.MemorySegment;

/**
 * Devices. A device is an int here and not a handle.
 *
 * <pre>{@code
 * MemorySegment count = arena.allocate(JAVA_INT);
 * int code = devices.deviceGetCount(count);
 * }</pre>
 */
public interface DeviceCalls {
    int deviceGetCount(MemorySegment count);

    int deviceGet(MemorySegment device, int ordinal);

    int deviceGetName(MemorySegment name, int length, int device);

    int deviceGetAttribute(MemorySegment value, int attribute, int device);

    /** {@code cuDeviceTotalMem_v2}. */
    int deviceTotalMem(MemorySegment bytes, int device);

    int devicePrimaryCtxRetain(MemorySegment context, int device);

    /** {@code cuDevicePrimaryCtxRelease_v2}. */
    int devicePrimaryCtxRelease(int device);
}

package dev.culebra.cuda;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.cuda.driver.DeviceCalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The cards of this host and their primary contexts.
 *
 * <p>{@snippet :
 * int device = cuda.devices().device(0);
 * long context = cuda.devices().retainPrimaryContext(device);
 * cuda.contexts().setCurrent(context);
 * }
 */
public final class Devices {
    private static final int NAME_BYTES = 256;

    private final DeviceCalls calls;
    private final Checks checks;
    private final Map<Integer, Long> retained = new ConcurrentHashMap<>();

    Devices(DeviceCalls calls, Checks checks) {
        this.calls = calls;
        this.checks = checks;
    }

    /** {@code cuDeviceGetCount}. */
    public int count() {
        MemorySegment count = Out.segment();
        checks.check(calls.deviceGetCount(count), "cuDeviceGetCount");
        return count.get(JAVA_INT, 0);
    }

    /** {@code cuDeviceGet}: the device with this number, from 0. */
    public int device(int ordinal) {
        MemorySegment device = Out.segment();
        checks.check(calls.deviceGet(device, ordinal), "cuDeviceGet", "ordinal", ordinal);
        return device.get(JAVA_INT, 0);
    }

    /** {@code cuDeviceGetName}: {@code NVIDIA H100 80GB HBM3}. */
    public String name(int device) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(NAME_BYTES);
            checks.check(calls.deviceGetName(name, NAME_BYTES, device), "cuDeviceGetName", "device", device);
            return name.getString(0);
        }
    }

    /** {@code cuDeviceTotalMem}, in bytes. */
    public long totalBytes(int device) {
        MemorySegment bytes = Out.segment();
        checks.check(calls.deviceTotalMem(bytes, device), "cuDeviceTotalMem_v2", "device", device);
        return bytes.get(JAVA_LONG, 0);
    }

    /** {@code cuDeviceGetAttribute}. */
    public int attribute(DeviceAttribute attribute, int device) {
        MemorySegment value = Out.segment();
        checks.check(calls.deviceGetAttribute(value, attribute.code(), device), "cuDeviceGetAttribute", "attribute",
                attribute.code(), "device", device);
        return value.get(JAVA_INT, 0);
    }

    /** Name, compute capability and memory of a device. */
    public DeviceInfo info(int device) {
        return new DeviceInfo(device, name(device), attribute(DeviceAttribute.COMPUTE_CAPABILITY_MAJOR, device),
                attribute(DeviceAttribute.COMPUTE_CAPABILITY_MINOR, device), totalBytes(device));
    }

    /**
     * {@code cuDevicePrimaryCtxRetain}: the one context of the device that this process's libraries share. Each call wants a
     * {@link #releasePrimaryContext(int)}.
     */
    public long retainPrimaryContext(int device) {
        MemorySegment context = Out.segment();
        checks.check(calls.devicePrimaryCtxRetain(context, device), "cuDevicePrimaryCtxRetain", "device", device);
        long handle = context.get(JAVA_LONG, 0);
        retained.put(device, handle);
        return handle;
    }

    /** {@code cuDevicePrimaryCtxRelease}. The last release of a process destroys the context and all it held. */
    public void releasePrimaryContext(int device) {
        checks.check(calls.devicePrimaryCtxRelease(device), "cuDevicePrimaryCtxRelease_v2", "device", device);
        checks.health().forget(retained.getOrDefault(device, 0L));
    }
}

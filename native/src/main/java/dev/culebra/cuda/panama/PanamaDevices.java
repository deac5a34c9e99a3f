package dev.culebra.cuda.panama;

import dev.culebra.cuda.driver.DeviceCalls;
import java.lang.foreign.MemorySegment;

/** Devices of the driver. */
final class PanamaDevices implements DeviceCalls {
    private final MemorySegment deviceGetCount;
    private final MemorySegment deviceGet;
    private final MemorySegment deviceGetName;
    private final MemorySegment deviceGetAttribute;
    private final MemorySegment deviceTotalMem;
    private final MemorySegment devicePrimaryCtxRetain;
    private final MemorySegment devicePrimaryCtxRelease;

    PanamaDevices(Symbols symbols) {
        deviceGetCount = symbols.find("cuDeviceGetCount");
        deviceGet = symbols.find("cuDeviceGet");
        deviceGetName = symbols.find("cuDeviceGetName");
        deviceGetAttribute = symbols.find("cuDeviceGetAttribute");
        deviceTotalMem = symbols.find("cuDeviceTotalMem_v2");
        devicePrimaryCtxRetain = symbols.find("cuDevicePrimaryCtxRetain");
        devicePrimaryCtxRelease = symbols.find("cuDevicePrimaryCtxRelease_v2");
    }

    @Override
    public int deviceGetCount(MemorySegment count) {
        return Downcall.call(deviceGetCount, count);
    }

    @Override
    public int deviceGet(MemorySegment device, int ordinal) {
        return Downcall.call(deviceGet, device, ordinal);
    }

    @Override
    public int deviceGetName(MemorySegment name, int length, int device) {
        return Downcall.call(deviceGetName, name, length, device);
    }

    @Override
    public int deviceGetAttribute(MemorySegment value, int attribute, int device) {
        return Downcall.call(deviceGetAttribute, value, attribute, device);
    }

    @Override
    public int deviceTotalMem(MemorySegment bytes, int device) {
        return Downcall.call(deviceTotalMem, bytes, device);
    }

    @Override
    public int devicePrimaryCtxRetain(MemorySegment context, int device) {
        return Downcall.call(devicePrimaryCtxRetain, context, device);
    }

    @Override
    public int devicePrimaryCtxRelease(int device) {
        return Downcall.call(devicePrimaryCtxRelease, device);
    }
}

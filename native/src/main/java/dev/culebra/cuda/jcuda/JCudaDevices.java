package dev.culebra.cuda.jcuda;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.cuda.driver.DeviceCalls;
import java.lang.foreign.MemorySegment;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.JCudaDriver;

/** Devices through JCuda. */
final class JCudaDevices implements DeviceCalls {
    @Override
    public int deviceGetCount(MemorySegment count) {
        int[] value = new int[1];
        int code = JCudaDriver.cuDeviceGetCount(value);
        count.set(JAVA_INT, 0, value[0]);
        return code;
    }

    @Override
    public int deviceGet(MemorySegment device, int ordinal) {
        CUdevice value = new CUdevice();
        int code = JCudaDriver.cuDeviceGet(value, ordinal);
        device.set(JAVA_INT, 0, (int) Handles.value(value));
        return code;
    }

    @Override
    public int deviceGetName(MemorySegment name, int length, int device) {
        byte[] bytes = new byte[length];
        int code = JCudaDriver.cuDeviceGetName(bytes, length, Handles.device(device));
        MemorySegment.copy(bytes, 0, name, JAVA_BYTE, 0, length);
        return code;
    }

    @Override
    public int deviceGetAttribute(MemorySegment value, int attribute, int device) {
        int[] result = new int[1];
        int code = JCudaDriver.cuDeviceGetAttribute(result, attribute, Handles.device(device));
        value.set(JAVA_INT, 0, result[0]);
        return code;
    }

    @Override
    public int deviceTotalMem(MemorySegment bytes, int device) {
        long[] value = new long[1];
        int code = JCudaDriver.cuDeviceTotalMem(value, Handles.device(device));
        bytes.set(JAVA_LONG, 0, value[0]);
        return code;
    }

    @Override
    public int devicePrimaryCtxRetain(MemorySegment context, int device) {
        CUcontext value = new CUcontext();
        return Handles.out(JCudaDriver.cuDevicePrimaryCtxRetain(value, Handles.device(device)), value, context);
    }

    @Override
    public int devicePrimaryCtxRelease(int device) {
        return JCudaDriver.cuDevicePrimaryCtxRelease(Handles.device(device));
    }
}

package dev.culebra.cuda.jcuda;

import java.lang.foreign.MemorySegment;
import jcuda.Pointer;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUevent;
import jcuda.driver.CUstream;

/**
 * JCuda's pointers and handles for ours and back: the memory stays where it is, and whoever allocated it frees it. Both sides
 * have to use the device's primary context, as Culebra does.
 *
 * <p>{@snippet :
 * CUdeviceptr pointer = JCudaInterop.pointer(address);
 * JCudaDriver.cuMemcpyDtoH(Pointer.to(floats), pointer, 4L * floats.length);
 * long same = JCudaInterop.address(pointer);
 * }
 */
@SuppressWarnings("exports") // who calls this has JCuda on its class path
public final class JCudaInterop {
    private JCudaInterop() {}

    /**
     * The device address that a pointer stands for, its offset included. A {@link CUdeviceptr} is such a pointer.
     *
     * @throws IllegalArgumentException when it points to a Java array or a buffer, which have no device address
     */
    public static long address(Pointer pointer) {
        JCudaProvider.readClassPath();
        return PointerAddress.of(pointer);
    }

    /** A pointer of JCuda's to an address. */
    public static CUdeviceptr pointer(long address) {
        JCudaProvider.readClassPath();
        return Handles.address(address);
    }

    /** A pointer of JCuda's to host memory. The segment has to stay alive while the pointer is used. */
    public static Pointer pointer(MemorySegment segment) {
        JCudaProvider.readClassPath();
        return Handles.host(segment);
    }

    public static long handle(CUstream stream) {
        JCudaProvider.readClassPath();
        return Handles.value(stream);
    }

    public static CUstream stream(long handle) {
        JCudaProvider.readClassPath();
        return Handles.stream(handle);
    }

    public static long handle(CUcontext context) {
        JCudaProvider.readClassPath();
        return Handles.value(context);
    }

    public static CUcontext context(long handle) {
        JCudaProvider.readClassPath();
        return Handles.context(handle);
    }

    public static long handle(CUevent event) {
        JCudaProvider.readClassPath();
        return Handles.value(event);
    }

    public static CUevent event(long handle) {
        JCudaProvider.readClassPath();
        return Handles.event(handle);
    }
}

package dev.culebra.cuda.jcuda;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import jcuda.NativePointerObject;
import jcuda.Pointer;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUevent;
import jcuda.driver.CUfunction;
import jcuda.driver.CUgraph;
import jcuda.driver.CUgraphExec;
import jcuda.driver.CUmemoryPool;
import jcuda.driver.CUmodule;
import jcuda.driver.CUstream;
import jcuda.jcublas.cublasHandle;

/**
 * JCuda's objects for handles and back. For most of them JCuda has no constructor from a handle, so their one field is set; it is
 * the field that JCuda's own native code sets.
 */
final class Handles {
    private static final VarHandle NATIVE_POINTER = nativePointer();

    private Handles() {}

    private static VarHandle nativePointer() {
        try {
            return MethodHandles.privateLookupIn(NativePointerObject.class, MethodHandles.lookup())
                    .findVarHandle(NativePointerObject.class, "nativePointer", long.class);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("this is not JCuda 12.6.0: " + e.getMessage(), e);
        }
    }

    private static <T extends NativePointerObject> T with(T object, long handle) {
        NATIVE_POINTER.set((NativePointerObject) object, handle);
        return object;
    }

    static long value(NativePointerObject object) {
        return (long) NATIVE_POINTER.get(object);
    }

    /** Passes a code on and, where it is success, writes what an object holds. */
    static int out(int code, NativePointerObject object, MemorySegment target) {
        target.set(JAVA_LONG, 0, value(object));
        return code;
    }

    static Pointer host(MemorySegment segment) {
        return new HostPointer(segment.address());
    }

    static CUdeviceptr address(long address) {
        return with(new CUdeviceptr(), address);
    }

    static CUdevice device(int device) {
        return with(new CUdevice(), device);
    }

    static CUcontext context(long handle) {
        return with(new CUcontext(), handle);
    }

    static CUstream stream(long handle) {
        return with(new CUstream(), handle);
    }

    static CUevent event(long handle) {
        return with(new CUevent(), handle);
    }

    static CUmodule module(long handle) {
        return with(new CUmodule(), handle);
    }

    static CUfunction function(long handle) {
        return with(new CUfunction(), handle);
    }

    static CUmemoryPool pool(long handle) {
        return with(new CUmemoryPool(), handle);
    }

    static CUgraph graph(long handle) {
        return with(new CUgraph(), handle);
    }

    static CUgraphExec executable(long handle) {
        return with(new CUgraphExec(), handle);
    }

    static cublasHandle blas(long handle) {
        return with(new cublasHandle(), handle);
    }

    /** A pointer that is an address and not a Java array. */
    private static final class HostPointer extends Pointer {
        HostPointer(long address) {
            super(address);
        }
    }
}

package dev.culebra.cuda.jcuda;

import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;

/** Reads what JCuda shows to subclasses of its pointer. */
final class PointerAddress extends Pointer {
    private PointerAddress(Pointer pointer) {
        super(pointer);
    }

    static long of(Pointer pointer) {
        PointerAddress copy = new PointerAddress(pointer);
        if (copy.getNativePointer() == 0 && !(pointer instanceof CUdeviceptr)) {
            throw new IllegalArgumentException(
                    "JCuda pointer: null, or an array or buffer of the Java heap: no address");
        }
        return copy.getNativePointer() + copy.getByteOffset();
    }
}

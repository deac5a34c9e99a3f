package dev.culebra.cuda;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Arguments of a kernel, in the order of its parameters. A thread has one block of memory for them and uses it for every launch:
 * nothing is allocated.
 *
 * <p>{@snippet :
 * KernelArguments arguments = KernelArguments.start().address(x).address(y).int64(n).float32(0.5f);
 * cuda.modules().launch(function, grid, stream, arguments);
 * }
 *
 * <p>The driver knows from the kernel how wide each parameter is, and reads no more than that.
 */
public final class KernelArguments {
    /** A kernel's parameters have room for so much on every card since CUDA 1. */
    private static final long VALUE_BYTES = 4096;
    private static final long POINTER_BYTES = VALUE_BYTES / Long.BYTES * ADDRESS.byteSize();
    private static final ThreadLocal<KernelArguments> OF_THREAD = ThreadLocal.withInitial(KernelArguments::new);

    private final MemorySegment values = Arena.ofAuto().allocate(VALUE_BYTES, 16);
    private final MemorySegment pointers = Arena.ofAuto().allocate(POINTER_BYTES, 16);
    private long used;
    private int count;

    private KernelArguments() {}

    /** The calling thread's arguments, of which there are none yet; a later call on the thread begins anew. */
    public static KernelArguments start() {
        KernelArguments arguments = OF_THREAD.get();
        arguments.used = 0;
        arguments.count = 0;
        return arguments;
    }

    /** A device address: {@code float*} and the like. */
    public KernelArguments address(long address) {
        return int64(address);
    }

    public KernelArguments int32(int value) {
        values.set(JAVA_INT, place(Integer.BYTES), value);
        return this;
    }

    public KernelArguments int64(long value) {
        values.set(JAVA_LONG, place(Long.BYTES), value);
        return this;
    }

    public KernelArguments float32(float value) {
        values.set(JAVA_FLOAT, place(Float.BYTES), value);
        return this;
    }

    public KernelArguments float64(double value) {
        values.set(JAVA_DOUBLE, place(Double.BYTES), value);
        return this;
    }

    /** A structure that the kernel takes by value. */
    public KernelArguments struct(MemorySegment value) {
        MemorySegment.copy(value, 0, values, place(value.byteSize()), value.byteSize());
        return this;
    }

    MemorySegment pointers() {
        return pointers;
    }

    /**
     * @throws IndexOutOfBoundsException when the arguments take more than 4096 bytes
     */
    private long place(long bytes) {
        long offset = used;
        used += (bytes + 7) & -8;
        if (used > VALUE_BYTES) {
            throw new IndexOutOfBoundsException("kernel arguments: " + used + " bytes, at most " + VALUE_BYTES);
        }
        pointers.setAtIndex(JAVA_LONG, count++, values.address() + offset);
        return offset;
    }
}

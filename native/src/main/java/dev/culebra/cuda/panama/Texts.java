package dev.culebra.cuda.panama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Calls of C functions that return a text. */
final class Texts {
    private static final MethodHandle TEXT_OF_INT = handle();

    private Texts() {}

    static String call(MemorySegment function, int argument) {
        try {
            return text((MemorySegment) TEXT_OF_INT.invokeExact(function, argument));
        } catch (Throwable thrown) {
            throw Linking.unexpected(thrown);
        }
    }

    @SuppressWarnings("restricted")
    private static String text(MemorySegment pointer) {
        return pointer.equals(MemorySegment.NULL) ? "" : pointer.reinterpret(Long.MAX_VALUE).getString(0);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle() {
        return Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(ADDRESS, JAVA_INT));
    }
}

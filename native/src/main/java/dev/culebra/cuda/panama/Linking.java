package dev.culebra.cuda.panama;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;

/** Method handles for C functions whose address is not known yet. */
final class Linking {
    private Linking() {}

    @SuppressWarnings("restricted")
    static MethodHandle handle(MemoryLayout... parameters) {
        return Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(JAVA_INT, parameters));
    }

    /** Without the thread's change of state: for functions that return at once, because no safepoint is reached meanwhile. */
    @SuppressWarnings("restricted")
    static MethodHandle instant(MemoryLayout... parameters) {
        return Linker.nativeLinker()
                .downcallHandle(FunctionDescriptor.of(JAVA_INT, parameters), Linker.Option.critical(false));
    }

    /** What a call threw before it reached C: no call of ours throws anything checked. */
    static RuntimeException unexpected(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> new IllegalStateException(thrown);
        };
    }
}

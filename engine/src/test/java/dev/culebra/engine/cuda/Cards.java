package dev.culebra.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.culebra.engine.Device;
import dev.culebra.engine.DeviceException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;

/** The emulated card, and what it saw. Tests that ask for it are skipped where it is not built. */
@SuppressWarnings("restricted")
final class Cards {
    private Cards() {}

    static Device emulated() {
        return device("cuda-emulated");
    }

    static Device device(String name) {
        try {
            return Device.of(name);
        } catch (DeviceException missing) {
            assumeTrue(false, missing.getMessage());
            throw missing;
        }
    }

    /** The calls of the driver, and products of cuBLAS, that {@code run} makes; those that make a context current left out. */
    static List<String> calls(Runnable run) {
        call("culebraEmulatorClearCalls", FunctionDescriptor.ofVoid());
        run.run();
        return text("culebraEmulatorCalls").lines().filter(name -> !name.startsWith("cuCtx")).toList();
    }

    /** How much work the card has been given and has not come to: nothing has waited for it. */
    static long pendingWork() {
        return (long) call("culebraEmulatorPendingWork", FunctionDescriptor.of(ValueLayout.JAVA_LONG));
    }

    /** Changes one of the emulator's settings, which its README lists. */
    static void set(String name, String value) {
        try (Arena arena = Arena.ofConfined()) {
            int refused = (int) call("culebraEmulatorSet", FunctionDescriptor.of(ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS, ValueLayout.ADDRESS), arena.allocateFrom(name), arena.allocateFrom(value));
            assertEquals(0, refused, name);
        }
    }

    @SuppressWarnings("restricted")
    private static String text(String function) {
        MemorySegment text = (MemorySegment) call(function, FunctionDescriptor.of(ValueLayout.ADDRESS));
        return text.reinterpret(Long.MAX_VALUE).getString(0);
    }

    @SuppressWarnings("restricted")
    private static Object call(String function, FunctionDescriptor type, Object... arguments) {
        emulated();
        SymbolLookup library =
                SymbolLookup.libraryLookup(CudaDevices.emulator().resolve("libcuda.so.1"), Arena.global());
        Optional<MemorySegment> symbol = library.find(function);
        assumeTrue(symbol.isPresent(), "the emulated driver was built before it had " + function);
        try {
            Object result = Linker.nativeLinker().downcallHandle(symbol.orElseThrow(), type)
                    .invokeWithArguments(arguments);
            return result == null ? "" : result;
        } catch (Throwable thrown) {
            throw new AssertionError(function, thrown);
        }
    }
}

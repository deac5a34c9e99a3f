package dev.culebra.engine.cuda;

import dev.culebra.engine.Device;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** What the emulated driver counts, of the library that a device uses. */
@SuppressWarnings("restricted")
final class EmulatorCounts {
    private static final Path BUILT = Path.of("../native/target/emulator");

    private final MethodHandle launches;

    /**
     * @param device the emulated one, opened before
     */
    EmulatorCounts(Device device) {
        if (!device.name().equals("cuda-emulated")) {
            throw new IllegalArgumentException(device + " is not the emulated card");
        }
        Path folder = Path.of(System.getProperty(CudaDevices.EMULATOR, BUILT.toString()));
        SymbolLookup library = SymbolLookup.libraryLookup(folder.resolve("libcuda.so.1").toAbsolutePath().normalize(),
                Arena.global());
        launches = Linker.nativeLinker().downcallHandle(library.findOrThrow("culebraEmulatorLaunches"),
                FunctionDescriptor.of(ValueLayout.JAVA_LONG));
    }

    /** Kernels launched so far. */
    long launches() {
        try {
            return (long) launches.invokeExact();
        } catch (Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }
}

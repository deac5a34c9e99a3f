package dev.culebra.cuda;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the emulated driver of the source tree ({@code native/src/emulator}) offers beyond a real one, for tests: faults on demand,
 * what it found wrong, and counts. It is the same library that the providers call.
 *
 * <p>{@snippet :
 * EmulatedDriver driver = EmulatedDriver.in(EmulatedDriver.folder().orElseThrow());
 * driver.set("fail-allocation", 3);     // the third allocation from now fails
 * step();
 * assertEquals(List.of(), driver.findings());
 * }
 */
public final class EmulatedDriver {
    /** System property that names the folder of the emulated driver. */
    public static final String FOLDER = "culebra.emulator";

    private static final String FILE = "libcuda.so.1";

    private final SymbolLookup library;

    private EmulatedDriver(SymbolLookup library) {
        this.library = library;
    }

    /** Where it is: as {@value #FOLDER} says, else in {@code native/target/emulator} of the source tree that we are in. */
    public static Optional<Path> folder() {
        String named = System.getProperty(FOLDER);
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path built = folder.resolve("native/target/emulator");
            if (Files.exists(built.resolve(FILE))) {
                return Optional.of(built);
            }
        }
        return Optional.empty();
    }

    /**
     * The driver that the build made in a folder.
     *
     * @throws IllegalArgumentException if it is not there
     */
    @SuppressWarnings("restricted")
    public static EmulatedDriver in(Path folder) {
        return new EmulatedDriver(SymbolLookup.libraryLookup(folder.resolve(FILE), Arena.global()));
    }

    /**
     * Changes one of the settings that the emulator's README lists.
     *
     * @throws IllegalArgumentException if there is no such setting, or it cannot have this value
     */
    public void set(String name, String value) {
        try (Arena arena = Arena.ofConfined()) {
            int refused = (int) call("culebraEmulatorSet", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS), arena
                    .allocateFrom(name), arena.allocateFrom(value));
            if (refused != 0) {
                throw new IllegalArgumentException("emulated driver: no setting %s=%s".formatted(name, value));
            }
        }
    }

    /** As {@link #set(String, String)}. */
    public void set(String name, long value) {
        set(name, Long.toString(value));
    }

    /** What it found wrong since {@link #clearFindings()}, a line each. */
    public List<String> findings() {
        return text("culebraEmulatorReport").lines().toList();
    }

    public void clearFindings() {
        call("culebraEmulatorClearReport", FunctionDescriptor.ofVoid());
    }

    /**
     * Does all work that is queued on the first card and ends its contexts, as the end of the process would. Memory that is still
     * allocated becomes a finding; nothing can be done on that card afterwards.
     */
    public void end() {
        call("culebraEmulatorEnd", FunctionDescriptor.ofVoid());
    }

    /** Blocks of device and pinned memory that are allocated now. Freeing is work too, done when its stream gets there. */
    public long liveBlocks() {
        return number("culebraEmulatorLiveAllocations");
    }

    /** Allocations so far, those that failed too. */
    public long allocations() {
        return number("culebraEmulatorAllocations");
    }

    /** Kernels run so far. */
    public long launches() {
        return number("culebraEmulatorLaunches");
    }

    /** Work on streams that has not been done, because nothing has waited for it. */
    public long pendingWork() {
        return number("culebraEmulatorPendingWork");
    }

    /** The calls of the driver, and products of cuBLAS, since {@link #clearCalls()}, by name. */
    public List<String> calls() {
        return text("culebraEmulatorCalls").lines().toList();
    }

    public void clearCalls() {
        call("culebraEmulatorClearCalls", FunctionDescriptor.ofVoid());
    }

    private long number(String function) {
        return (long) call(function, FunctionDescriptor.of(JAVA_LONG));
    }

    @SuppressWarnings("restricted")
    private String text(String function) {
        return ((MemorySegment) call(function, FunctionDescriptor.of(ADDRESS))).reinterpret(Long.MAX_VALUE).getString(
                0);
    }

    @SuppressWarnings("restricted")
    private Object call(String function, FunctionDescriptor type, Object... arguments) {
        try {
            Object result = Linker.nativeLinker().downcallHandle(library.findOrThrow(function), type)
                    .invokeWithArguments(arguments);
            return result == null ? "" : result;
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(function, failure);
        }
    }
}

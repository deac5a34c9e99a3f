package dev.culebra.cuda;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** The loader of Linux and macOS: {@code dlopen}, for whose failures {@code dlerror} has the words. */
final class PosixLoader implements LibraryLoader {

    /** {@code RTLD_NOW}: a library with unresolved symbols is refused here and not at its first call. */
    private static final int NOW = 2;

    private final MethodHandle dlopen = function("dlopen", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
    private final MethodHandle dlerror = function("dlerror", FunctionDescriptor.of(ADDRESS));

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }

    @Override
    public Optional<String> load(String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment handle = (MemorySegment) dlopen.invokeExact(arena.allocateFrom(name), NOW);
            return handle.address() != 0 ? Optional.empty() : Optional.of(reason(name));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("dlopen: a call from Java to C has no checked exception", e);
        }
    }

    @SuppressWarnings("restricted")
    private String reason(String name) throws Throwable {
        MemorySegment text = (MemorySegment) dlerror.invokeExact();
        if (text.address() == 0) {
            return "cannot be loaded";
        }
        String message = text.reinterpret(Long.MAX_VALUE).getString(0);
        String prefix = name + ": ";
        return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    }
}

package dev.culebra.cuda.discovery;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** {@code dlopen}, for whose failures {@code dlerror} has the words that the JDK's own lookup leaves out. */
final class PosixLoader implements Loader {
    /** {@code RTLD_NOW}: a library with unresolved symbols is refused here and not at its first call. */
    private static final int NOW = 2;
    /** Of {@code Dl_info}: four pointers, the first to the file's name. */
    private static final long INFO_BYTES = 4 * ADDRESS.byteSize();

    private final MethodHandle dlopen = function("dlopen", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
    private final MethodHandle dlsym = function("dlsym", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
    private final MethodHandle dlerror = function("dlerror", FunctionDescriptor.of(ADDRESS));
    private final MethodHandle dladdr = function("dladdr", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }

    @Override
    public Loading load(String name, String symbol) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment handle = (MemorySegment) dlopen.invokeExact(arena.allocateFrom(name), NOW);
            if (handle.address() == 0) {
                return new Refused(reason(name));
            }
            SymbolLookup symbols = symbols(handle);
            return new Loaded(symbols, symbols.find(symbol).flatMap(this::fileOf).orElse(name));
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    private SymbolLookup symbols(MemorySegment handle) {
        return name -> {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment symbol = (MemorySegment) dlsym.invokeExact(handle, arena.allocateFrom(name));
                return symbol.address() == 0 ? Optional.empty() : Optional.of(symbol);
            } catch (Throwable thrown) {
                throw unexpected(thrown);
            }
        };
    }

    private String reason(String name) throws Throwable {
        MemorySegment text = (MemorySegment) dlerror.invokeExact();
        String message = text.address() == 0 ? "cannot be loaded" : string(text);
        String prefix = name + ": ";
        return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    }

    private Optional<String> fileOf(MemorySegment symbol) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(INFO_BYTES, ADDRESS.byteAlignment());
            boolean known = (int) dladdr.invokeExact(symbol, info) != 0 && info.get(ADDRESS, 0).address() != 0;
            return known ? Optional.of(string(info.get(ADDRESS, 0))) : Optional.empty();
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    @SuppressWarnings("restricted")
    private static String string(MemorySegment text) {
        return text.reinterpret(Long.MAX_VALUE).getString(0);
    }

    private static RuntimeException unexpected(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> new IllegalStateException(thrown);
        };
    }
}

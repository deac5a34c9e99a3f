package dev.culebra.cuda.panama;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.List;

/** Looks functions up by name and remembers which were not there. */
final class Symbols {
    private final SymbolLookup library;
    private final List<String> missing = new ArrayList<>();

    Symbols(SymbolLookup library) {
        this.library = library;
    }

    /** Address of a function that the library must have. */
    MemorySegment find(String name) {
        return library.find(name).orElseGet(() -> {
            missing.add(name);
            return MemorySegment.NULL;
        });
    }

    /** Address of a function that came with a later version; NULL where the library has none. */
    MemorySegment findLater(String name) {
        return library.find(name).orElse(MemorySegment.NULL);
    }

    /**
     * @throws MissingSymbolsException when a function was not there that must be
     */
    void check() {
        if (!missing.isEmpty()) {
            throw new MissingSymbolsException(missing);
        }
    }
}

package dev.culebra.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.Optional;

/** The loader of Windows, through the JDK's own lookup, which tells no more than that it failed. */
record WindowsLoader() implements LibraryLoader {

    @Override
    @SuppressWarnings("restricted")
    public Optional<String> load(String name) {
        try {
            SymbolLookup.libraryLookup(name, Arena.global());
            return Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.of("cannot be loaded");
        }
    }
}

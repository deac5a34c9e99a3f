package dev.culebra.cuda.discovery;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;

/** Through the lookup of the JDK, which tells no more than that it failed. */
record WindowsLoader() implements Loader {
    @Override
    @SuppressWarnings("restricted")
    public Loading load(String name, String symbol) {
        try {
            return new Loaded(SymbolLookup.libraryLookup(name, Arena.global()), name);
        } catch (IllegalArgumentException _) {
            return new Refused("cannot be loaded");
        }
    }
}

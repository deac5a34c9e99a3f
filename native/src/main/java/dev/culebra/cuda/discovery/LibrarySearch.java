package dev.culebra.cuda.discovery;

import dev.culebra.cuda.discovery.Loader.Loaded;
import dev.culebra.cuda.discovery.Loader.Refused;
import dev.culebra.cuda.panama.MissingSymbolsException;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Looks for a library under several names in one place after another, and keeps account of it. */
final class LibrarySearch {
    private final Loader loader;
    private final String symbol;
    private final List<Attempt> attempts = new ArrayList<>();

    /** @param symbol one that the library is known to have */
    LibrarySearch(Loader loader, String symbol) {
        this.loader = loader;
        this.symbol = symbol;
    }

    List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    void note(String place, String reason) {
        attempts.add(new Attempt(place, reason));
    }

    /** @param bind throws {@link MissingSymbolsException} at a library that is not what its name says */
    <T> Optional<Bound<T>> inFolder(Path folder, List<String> names, Function<SymbolLookup, T> bind) {
        List<String> present = names.stream().filter(name -> Files.isRegularFile(folder.resolve(name))).toList();
        if (present.isEmpty()) {
            note(folder.toString(), Files.isDirectory(folder) ? "no " + String.join(", ", names) : "no such folder");
        }
        return first(present.stream().map(name -> folder.resolve(name).toString()).toList(), bind);
    }

    /** In the places that the operating system looks at. */
    <T> Optional<Bound<T>> onLinkersPath(List<String> names, Function<SymbolLookup, T> bind) {
        return first(names, bind);
    }

    private <T> Optional<Bound<T>> first(List<String> names, Function<SymbolLookup, T> bind) {
        for (String name : names) {
            Optional<Bound<T>> bound = load(name, bind);
            if (bound.isPresent()) {
                return bound;
            }
        }
        return Optional.empty();
    }

    private <T> Optional<Bound<T>> load(String name, Function<SymbolLookup, T> bind) {
        switch (loader.load(name, symbol)) {
            case Refused refused -> note(name, refused.reason());
            case Loaded loaded -> {
                try {
                    return Optional.of(new Bound<>(bind.apply(loaded.symbols()), loaded.file()));
                } catch (MissingSymbolsException e) {
                    note(loaded.file(), e.getMessage());
                }
            }
        }
        return Optional.empty();
    }

    /** A library that was found, and what was made of it. */
    record Bound<T>(T library, String file) {}
}

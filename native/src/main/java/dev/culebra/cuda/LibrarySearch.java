package dev.culebra.cuda;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A search for one native library of the host, under several names.
 *
 * <p>Nothing is looked for, let alone loaded, before {@link #find()} is called.
 *
 * <pre>{@code
 * String device = switch (LibrarySearch.driver().find()) {
 *     case SearchResult.Found found -> "driver: " + found.name();
 *     case SearchResult.Missing missing -> "no driver: " + missing.reason();
 * };
 * }</pre>
 *
 * @param names what to look for, in this order: a file name, for which the linker's own path is searched, or a path
 */
public record LibrarySearch(List<String> names) {

    /** The system property that names a folder to be searched before all others. */
    public static final String PATH_PROPERTY = "culebra.cuda.path";

    /**
     * A search for one native library.
     *
     * @param names what to look for, in this order
     * @throws IllegalArgumentException if there are no names
     */
    public LibrarySearch {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("library search: no names to look for");
        }
    }

    /**
     * The search for NVIDIA's driver: in the folder that {@value #PATH_PROPERTY} names, if it is set, then where the
     * linker looks, then where Linux under Windows (WSL) keeps it.
     *
     * @return the search, not yet begun
     */
    public static LibrarySearch driver() {
        Optional<Path> folder = Optional.ofNullable(System.getProperty(PATH_PROPERTY)).map(Path::of);
        return driver(System.getProperty("os.name"), folder);
    }

    static LibrarySearch driver(String operatingSystem, Optional<Path> folder) {
        List<String> usual = operatingSystem.startsWith("Windows")
                ? List.of("nvcuda.dll")
                : List.of("libcuda.so.1", "/usr/lib/wsl/lib/libcuda.so.1");
        List<String> names = new ArrayList<>();
        folder.ifPresent(path -> names.add(path.resolve(usual.getFirst()).toString()));
        names.addAll(usual);
        return new LibrarySearch(names);
    }

    /**
     * Loads the first of the names that can be loaded; it stays loaded until the JVM ends.
     *
     * @return the name that was loaded, or why none could be
     */
    public SearchResult find() {
        return find(LibraryLoader.ofThisJvm());
    }

    SearchResult find(LibraryLoader loader) {
        List<SearchResult.Attempt> attempts = new ArrayList<>();
        for (String name : names) {
            Optional<String> refusal = loader.load(name);
            if (refusal.isEmpty()) {
                return new SearchResult.Found(name);
            }
            attempts.add(new SearchResult.Attempt(name, refusal.get()));
        }
        return new SearchResult.Missing(attempts);
    }
}

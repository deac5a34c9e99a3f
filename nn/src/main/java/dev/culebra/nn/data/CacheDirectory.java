package dev.culebra.nn.data;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Where the operating system wants programs to keep what they can fetch again: {@code $XDG_CACHE_HOME} or
 * {@code ~/.cache}, {@code %LOCALAPPDATA%} on Windows, {@code ~/Library/Caches} on macOS.
 */
final class CacheDirectory {

    private CacheDirectory() {}

    static Path ofThisUser() {
        return of(
                System.getProperty("os.name", ""),
                Path.of(System.getProperty("user.home", "")),
                name -> System.getenv().getOrDefault(name, ""));
    }

    /** {@code environment} maps a variable's name to its value, or to nothing. */
    static Path of(String osName, Path home, UnaryOperator<String> environment) {
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            return absoluteOr(environment.apply("LOCALAPPDATA"), home.resolve("AppData").resolve("Local"));
        }
        if (os.startsWith("mac")) {
            return home.resolve("Library").resolve("Caches");
        }
        return absoluteOr(environment.apply("XDG_CACHE_HOME"), home.resolve(".cache"));
    }

    /** The XDG specification says to ignore a relative path. */
    private static Path absoluteOr(String path, Path otherwise) {
        return !path.isEmpty() && Path.of(path).isAbsolute() ? Path.of(path) : otherwise;
    }
}

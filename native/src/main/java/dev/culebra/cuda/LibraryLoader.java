package dev.culebra.cuda;

import java.util.Optional;

/** Loads native libraries as the operating system does, and tells why when it cannot. */
sealed interface LibraryLoader permits PosixLoader, WindowsLoader, ForbiddenLoader {

    /** The loader of this operating system, or one that refuses where native calls would only bring a JVM's warning. */
    static LibraryLoader ofThisJvm() {
        Module module = LibraryLoader.class.getModule();
        if (!module.isNativeAccessEnabled()) {
            return new ForbiddenLoader(module);
        }
        return System.getProperty("os.name").startsWith("Windows") ? new WindowsLoader() : new PosixLoader();
    }

    /**
     * Loads a library for good.
     *
     * @return empty when it is loaded, else the reason
     */
    Optional<String> load(String name);
}

package dev.culebra.cuda.discovery;

import java.lang.foreign.SymbolLookup;

/** Loads a library as the operating system does, for as long as the JVM runs. */
sealed interface Loader permits PosixLoader, WindowsLoader, ForbiddenLoader {
    /** That of this JVM; one that loads nothing where native access is off and the JVM would print a warning. */
    static Loader ofThisJvm() {
        Module module = Loader.class.getModule();
        if (!module.isNativeAccessEnabled()) {
            return new ForbiddenLoader(module);
        }
        return switch (Host.OperatingSystem.ofThisJvm()) {
            case LINUX -> new PosixLoader();
            case WINDOWS -> new WindowsLoader();
        };
    }

    /**
     * @param name of a file, for which the linker's path is searched, or a path
     * @param symbol one that the library has, by which the system tells where it found it
     */
    Loading load(String name, String symbol);

    /** What came of it. */
    sealed interface Loading {}

    /** @param file where the library was found, as far as the system tells */
    record Loaded(SymbolLookup symbols, String file) implements Loading {}

    /** @param reason in the system's words where it has any */
    record Refused(String reason) implements Loading {}
}

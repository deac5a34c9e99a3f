package dev.culebra.cuda.discovery;

import dev.culebra.cuda.driver.HostBlas;
import java.util.List;

/**
 * What a search for a BLAS of the host's own processors came to.
 *
 * <p>{@snippet :
 * switch (HostBlasDiscovery.run("openblas")) {
 *     case HostBlasDiscovery.Found found -> found.blas().setThreads(2);
 *     case HostBlasDiscovery.Missing missing -> System.err.println(missing.reason());
 * }
 * }
 */
public sealed interface HostBlasDiscovery {
    /** System property that names the library: see {@link #run}. */
    String PROPERTY = "culebra.cpu.blas";

    /** The value that asks for none. */
    String NONE = "none";

    /** What is taken where the property says nothing: Apple's {@code accelerate} under macOS, {@link #NONE} elsewhere. */
    static String standard() {
        return HostBlasName.isMac(System.getProperty("os.name")) ? HostBlasName.ACCELERATE.toString() : NONE;
    }

    /**
     * Loads a library, for as long as the JVM runs, and has it compute a small product.
     *
     * @param name {@code accelerate}, {@code openblas}, {@code mkl} or {@code blis}, or else a file: a path, or a name with a dot in it,
     *             which the operating system looks for
     * @throws IllegalArgumentException when the name is none of these
     */
    static HostBlasDiscovery run(String name) {
        return new HostBlasSearch(Loader.ofThisJvm(), System.getProperty("os.name")).run(name);
    }

    /**
     * It was found and multiplies.
     *
     * @param file where it was found
     */
    record Found(HostBlas blas, String file) implements HostBlasDiscovery {}

    /**
     * There is none of that name that can be used.
     *
     * @param name what was asked for
     * @param attempts every file that was looked for
     */
    record Missing(String name, List<Attempt> attempts) implements HostBlasDiscovery {
        public Missing {
            attempts = List.copyOf(attempts);
        }

        /** In a line, with all that was tried. */
        public String reason() {
            return attempts.isEmpty()
                    ? name + ": there is none for this operating system"
                    : name + " cannot be used: " + String.join("; ", attempts.stream().map(Attempt::toString).toList());
        }
    }
}

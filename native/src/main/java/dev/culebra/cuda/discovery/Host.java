package dev.culebra.cuda.discovery;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The machine, as far as the search depends on it.
 *
 * @param root of its file system
 */
record Host(OperatingSystem system, Path root, Map<String, String> environment) {
    static Host ofThisJvm() {
        return new Host(OperatingSystem.ofThisJvm(), Path.of(File.separator), System.getenv());
    }

    Optional<String> environment(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
    }

    /** The folders that these environment variables name. */
    Stream<Path> named(String... variables) {
        return Stream.of(variables).flatMap(variable -> environment(variable).stream()).map(Path::of);
    }

    Path path(String below) {
        return root.resolve(below);
    }

    enum OperatingSystem {
        LINUX,
        WINDOWS;

        static OperatingSystem ofThisJvm() {
            return System.getProperty("os.name").startsWith("Windows") ? WINDOWS : LINUX;
        }

        List<String> driverNames() {
            return switch (this) {
                case LINUX -> List.of("libcuda.so.1");
                case WINDOWS -> List.of("nvcuda.dll");
            };
        }

        /** @param part {@code cublas} or {@code cublasLt} */
        String fileName(String part, int major) {
            return switch (this) {
                case LINUX -> "lib" + part + ".so." + major;
                case WINDOWS -> part + "64_" + major + ".dll";
            };
        }
    }
}

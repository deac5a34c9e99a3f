package dev.culebra.bench.bundle;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import dev.culebra.bench.results.Commit;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes the archive for GPU hosts without Java and without a network:
 *
 * <pre>
 * run         the command
 * java/       a Java runtime
 * lib/        Culebra, its samples and benchmarks, and what they use
 * tests/      the tests, and JUnit
 * peers/      the programs that are measured for comparison
 * data/       generated digits, in MNIST's format
 * </pre>
 *
 * <p>{@code mvn -q package -Pgpu-bundle} runs it.
 */
public final class Bundle {
    /** Of JCuda's native libraries, those that Culebra does not call; they are larger than all others together. */
    private static final Pattern UNUSED = Pattern.compile("^lib/libJ(NvPTXCompiler|Nvrtc)-");

    private static final int TRAIN_IMAGES = 2000;
    private static final int TEST_IMAGES = 500;

    private final Path root;
    private final Path stage;
    private final Instant time;

    private Bundle(Path root, Path stage, Instant time) {
        this.root = root;
        this.stage = stage;
        this.time = time;
    }

    /**
     * Makes it.
     *
     * @param args the source tree, the archive, the time of its files
     */
    public static void main(String[] args) throws IOException {
        Path archive = Path.of(args[1]);
        String name = archive.getFileName().toString().replace(".tar.gz", "");
        Path stage = archive.resolveSibling("gpu-bundle").resolve(name);
        Bundle bundle = new Bundle(Path.of(args[0]), stage, Instant.parse(args[2]));
        bundle.fill();
        TarGz.pack(stage, bundle.time, archive);
        System.out.printf(Locale.ROOT, "%s: %.1f MiB%n", archive, Files.size(archive) / 1048576.0);
    }

    private void fill() throws IOException {
        clear();
        JavaRuntime.link(stage.resolve("java"));
        Path tests = Files.createDirectory(stage.resolve("tests"));
        Path lib = Files.createDirectory(stage.resolve("lib"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            jar(Path.of(entry), lib, tests);
        }
        for (String module : List.of("native", "engine", "nn")) {
            // A folder and not a jar: some tests read files that are beside them.
            copy(root.resolve(module).resolve("target/test-classes"), tests.resolve(module));
        }
        copy(root.resolve("bench/src/main/bundle"), stage);
        for (String program : List.of("pytorch.py", "verbs.py")) {
            copyFile(root.resolve("bench/peers").resolve(program), stage.resolve("peers").resolve(program));
        }
        Files.writeString(stage.resolve("COMMIT"), Commit.of(root) + "\n");
        Data.write(stage.resolve("data"), TRAIN_IMAGES, TEST_IMAGES);
    }

    private void jar(Path entry, Path lib, Path tests) throws IOException {
        String name = entry.getFileName().toString();
        if (Files.isDirectory(entry)) { // the classes of this module, which Maven does not take from their jar
            Jars.pack(entry, time, lib.resolve("culebra-bench.jar"));
        } else {
            boolean junit = name.matches("(junit|opentest4j|apiguardian).*");
            Jars.copyWithout(UNUSED, entry, (junit ? tests : lib).resolve(name));
        }
    }

    private void clear() throws IOException {
        if (Files.exists(stage)) {
            try (Stream<Path> files = Files.walk(stage)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(stage);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> copyFile(file, to.resolve(from.relativize(file).toString())));
        }
    }

    private static void copyFile(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(from, to, COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

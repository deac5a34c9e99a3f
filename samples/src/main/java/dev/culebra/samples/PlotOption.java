package dev.culebra.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Where a sample's picture goes. To be mixed into a command:
 *
 * <pre>{@code
 * @Mixin
 * private PlotOption plot = new PlotOption();
 * }</pre>
 */
public final class PlotOption {

    private static final Path DIRECTORY = Path.of("target");

    @Option(names = "--plot", paramLabel = "FILE",
            description = "Where the loss curve goes, as PNG (default: target/SAMPLE.png).")
    private Optional<Path> file = Optional.empty();

    /** For commands. */
    public PlotOption() {}

    /**
     * The file that the user named, or {@code target/sample.png}.
     *
     * @throws UsageException if it cannot be written
     */
    public Path file(String sample) {
        if (file.isEmpty()) {
            try {
                Files.createDirectories(DIRECTORY);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot make directory " + DIRECTORY.toAbsolutePath(), e);
            }
        }
        Path path = file.orElse(DIRECTORY.resolve(sample + ".png"));
        OutputFile.check("--plot", path);
        return path;
    }
}

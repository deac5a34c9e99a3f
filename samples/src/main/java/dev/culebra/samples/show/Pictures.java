package dev.culebra.samples.show;

import dev.culebra.samples.OutputFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import javax.imageio.ImageIO;

/**
 * The pictures of one run of a sample, as files {@code SAMPLE-NAME.png} (or {@code .gif}) in one directory; in another
 * theme than the light one {@code SAMPLE-NAME-THEME.png}. On a machine without fonts, as servers are, there are none, and
 * {@link #missing()} says why.
 *
 * <pre>{@code
 * pictures.add("loss", "The loss falls, epoch by epoch.", new Plot("Loss", "epoch", "cross-entropy").line(…));
 * }</pre>
 */
public final class Pictures {

    private final Path directory;
    private final String sample;
    private final Set<Theme> themes;
    private final List<Written> written = new ArrayList<>();
    private Optional<String> missing = Optional.empty();

    /**
     * A picture that was written.
     *
     * @param file in the light theme
     * @param caption what one sees
     * @param width in pixels of the layout
     */
    public record Written(Path file, String caption, int width) {
        /** The same picture in another theme. */
        public Path file(Theme theme) {
            return theme == Theme.LIGHT ? file : file.resolveSibling(inTheme(file.getFileName().toString(), theme));
        }
    }

    /**
     * @param directory is made when the first picture comes
     * @param themes in which each picture is written; at least {@link Theme#LIGHT}
     */
    public Pictures(Path directory, String sample, Set<Theme> themes) {
        this.directory = directory;
        this.sample = sample;
        this.themes = themes;
    }

    /**
     * Writes a picture.
     *
     * @param name of the picture within the sample
     * @param caption what one sees, in a sentence
     * @throws UncheckedIOException if that fails
     */
    public void add(String name, String caption, Picture picture) {
        write(name + ".png", caption, picture::width,
                (theme, path) -> ImageIO.write(picture.draw(theme), "png", path.toFile()));
    }

    /** As {@link #add(String, String, Picture)}, for pictures that move. */
    public void add(String name, String caption, Animation animation) {
        write(name + ".gif", caption, () -> animation.frames().getFirst().width(),
                (theme, path) -> animation.writeGif(path, theme));
    }

    /** Why pictures are not drawn here; empty while they are. */
    public Optional<String> missing() {
        return missing;
    }

    /** What was written so far. */
    public List<Written> written() {
        return Collections.unmodifiableList(written);
    }

    private interface Writer {
        void write(Theme theme, Path path) throws IOException;
    }

    private void write(String name, String caption, IntSupplier width, Writer writer) {
        if (missing.isPresent()) {
            return;
        }
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make directory " + directory.toAbsolutePath(), e);
        }
        try {
            var picture = new Written(directory.resolve(sample + "-" + name), caption, width.getAsInt());
            write(picture, writer);
            written.add(picture);
        } catch (LinkageError | InternalError e) { // what Java throws where it finds no fonts
            missing = Optional.of("this machine has no fonts that Java can draw with (" + e + ")");
        }
    }

    private void write(Written picture, Writer writer) {
        for (Theme theme : themes) {
            OutputFile.write(picture.file(theme), temporary -> writer.write(theme, temporary));
        }
    }

    private static String inTheme(String name, Theme theme) {
        int dot = name.lastIndexOf('.');
        return name.substring(0, dot) + "-" + theme.name().toLowerCase(Locale.ROOT) + name.substring(dot);
    }
}

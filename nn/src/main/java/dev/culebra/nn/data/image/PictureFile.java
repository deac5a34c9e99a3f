package dev.culebra.nn.data.image;

import dev.culebra.nn.data.DataException;
import dev.culebra.nn.data.Picture;
import java.nio.file.Path;

/**
 * Reads a picture from a PNG, JPEG, GIF or BMP file.
 *
 * <pre>{@code
 * Picture cat = PictureFile.read(Path.of("cat.jpg"));
 * cat.channels(); // 3
 * }</pre>
 */
public final class PictureFile {

    private PictureFile() {}

    /**
     * Reads a file: grey as one channel, anything else as red, green and blue. What is transparent lets white through. A
     * camera's note on which side is up is not heeded.
     *
     * @throws DataException if there is no such file, it is damaged or of another format, or has more than 100 million pixels;
     *     and where module {@code java.desktop} is missing
     */
    public static Picture read(Path file) {
        if (ModuleLayer.boot().findModule("java.desktop").isEmpty()) {
            throw new DataException("picture: %s: needs module java.desktop: start Java with --add-modules java.desktop"
                    .formatted(file.getFileName()));
        }
        return PictureReader.read(file);
    }
}

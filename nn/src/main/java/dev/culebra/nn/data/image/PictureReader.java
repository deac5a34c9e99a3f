package dev.culebra.nn.data.image;

import dev.culebra.nn.data.DataException;
import dev.culebra.nn.data.Picture;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads picture files. Apart, because the JVM looks for the classes that are used here as soon as it loads this one. */
final class PictureReader {

    /** 100 megapixels: more than cameras make, less than memory holds. */
    private static final long LARGEST = 100_000_000;

    private PictureReader() {}

    static Picture read(Path file) {
        try (InputStream bytes = Files.newInputStream(file);
                ImageInputStream in = new MemoryCacheImageInputStream(bytes)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new DataException(message(file, "is no PNG, JPEG, GIF or BMP file"));
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                long size = (long) reader.getWidth(0) * reader.getHeight(0);
                if (size > LARGEST) {
                    throw new DataException(message(file, String.format(Locale.ROOT,
                            "has %d × %d pixels; %,d are read", reader.getWidth(0), reader.getHeight(0), LARGEST)));
                }
                return picture(reader.read(0));
            } finally {
                reader.dispose();
            }
        } catch (NoSuchFileException e) {
            throw new DataException(message(file, "no such file: " + file), e);
        } catch (IOException | IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException
                | NegativeArraySizeException | NullPointerException | ClassCastException | ArithmeticException e) {
            // The JDK's readers meet damage with all of these.
            throw new DataException(message(file, "cannot be read: " + e), e);
        }
    }

    private static String message(Path file, String text) {
        return "picture: %s: %s".formatted(file.getFileName(), text);
    }

    private static Picture picture(BufferedImage image) {
        return switch (image.getType()) {
            // As they are in the file: the colour model would take them for linear light and brighten them.
            case BufferedImage.TYPE_BYTE_GRAY -> grey(image.getRaster(), 0);
            case BufferedImage.TYPE_USHORT_GRAY -> grey(image.getRaster(), 8);
            default -> colour(image);
        };
    }

    private static Picture grey(Raster raster, int shift) {
        int rows = raster.getHeight();
        int columns = raster.getWidth();
        byte[] pixels = new byte[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                pixels[row * columns + column] = (byte) (raster.getSample(column, row, 0) >> shift);
            }
        }
        return new Picture(1, rows, columns, pixels);
    }

    private static Picture colour(BufferedImage image) {
        int rows = image.getHeight();
        int columns = image.getWidth();
        int area = rows * columns;
        byte[] pixels = new byte[3 * area];
        int[] line = new int[columns];
        for (int row = 0; row < rows; row++) {
            image.getRGB(0, row, columns, 1, line, 0, columns);
            for (int column = 0; column < columns; column++) {
                int alpha = line[column] >>> 24;
                for (int channel = 0; channel < 3; channel++) {
                    int value = line[column] >> 16 - 8 * channel & 0xff;
                    pixels[channel * area + row * columns + column] =
                            (byte) ((value * alpha + 255 * (255 - alpha) + 127)
                                    / 255);
                }
            }
        }
        boolean allGrey = image.getColorModel().getNumColorComponents() == 1
                || image.getColorModel() instanceof IndexColorModel && equal(pixels, area);
        return allGrey ? new Picture(1, rows, columns, Arrays.copyOf(pixels, area)) : new Picture(3, rows,
                columns, pixels);
    }

    private static boolean equal(byte[] pixels, int area) {
        return Arrays.equals(pixels, 0, area, pixels, area, 2 * area) && Arrays.equals(pixels, 0,
                area, pixels, 2 * area, 3 * area);
    }
}

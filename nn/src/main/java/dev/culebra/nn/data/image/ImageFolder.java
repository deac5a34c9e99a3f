package dev.culebra.nn.data.image;

import dev.culebra.nn.data.DataException;
import dev.culebra.nn.data.Picture;
import dev.culebra.nn.data.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads a folder that holds a folder of picture files for each class:
 *
 * <pre>
 * bears/black/0001.jpg
 * bears/grizzly/0001.png
 * bears/teddy/bear.jpg
 * </pre>
 *
 * <pre>{@code
 * Pictures bears = ImageFolder.read(Path.of("bears"), 3, 64, 64);
 * bears.classes(); // [black, grizzly, teddy]
 * }</pre>
 */
public final class ImageFolder {

    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp");

    private ImageFolder() {}

    /**
     * Reads all pictures of a folder, each {@linkplain Picture#fitted fitted} to one size. Classes and pictures are in the
     * order of their names. Files whose names do not end as pictures' do, and hidden ones, are passed over.
     *
     * @param channels 1 for grey, 3 for colour
     * @param rows height in pixels
     * @param columns width in pixels
     * @throws DataException if the folder does not exist or has no pictures in folders, or a picture cannot be read
     */
    public static Pictures read(Path folder, int channels, int rows, int columns) {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("image folder: needs 1 or 3 channels, got " + channels);
        }
        List<String> classes = new ArrayList<>();
        List<byte[]> pixels = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (Path directory : list(folder, Files::isDirectory)) {
            List<Path> files = list(directory, ImageFolder::isPicture);
            for (Path file : files) {
                Picture picture = PictureFile.read(file).fitted(rows, columns);
                pixels.add((channels == 1 ? picture.grey() : picture.colour()).pixels());
                labels.add(classes.size());
            }
            if (!files.isEmpty()) {
                classes.add(String.valueOf(directory.getFileName()));
            }
        }
        if (classes.isEmpty()) {
            throw new DataException(
                    "image folder: %s: has no folder with pictures (%s)".formatted(folder, String.join(", ",
                            ENDINGS.stream().sorted().toList())));
        }
        int size = channels * rows * columns;
        byte[] all = new byte[Math.multiplyExact(pixels.size(), size)];
        for (int i = 0; i < pixels.size(); i++) {
            System.arraycopy(pixels.get(i), 0, all, i * size, size);
        }
        return new Pictures(channels, rows, columns, classes, all,
                labels.stream().mapToInt(Integer::intValue).toArray());
    }

    private static boolean isPicture(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".")
                && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    private static List<Path> list(Path folder, Predicate<Path> chosen) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(chosen).sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new DataException("image folder: no such folder: " + folder, e);
        } catch (IOException e) {
            throw new DataException("image folder: %s: cannot be read: %s".formatted(folder, e), e);
        }
    }
}

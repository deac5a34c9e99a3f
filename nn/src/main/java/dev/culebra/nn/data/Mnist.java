package dev.culebra.nn.data;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The MNIST handwritten digits: 60,000 training and 10,000 test images of 28×28 (LeCun, Cortes and Burges, 1998).
 *
 * <pre>{@code
 * Digits digits = Mnist.read(Mnist.download());
 * digits.train().count();     // 60,000
 * }</pre>
 *
 * <p>A directory holds MNIST when it has the four files, each with or without {@code .gz}, and spelt
 * {@code train-images-idx3-ubyte} or {@code train-images.idx3-ubyte}. Any data set published in the same form
 * (Fashion-MNIST, KMNIST) is read alike.
 */
public final class Mnist {

    private static final String NAME = "mnist";

    private Mnist() {}

    /**
     * Reads the four files.
     *
     * @throws DataException if the directory or a file is missing, a file is damaged (see {@link IdxFile#read}), the
     *     numbers of images and labels differ, or a label is not from 0 to 9
     */
    public static Digits read(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new DataException(NAME + ": no such directory: " + directory);
        }
        return new Digits("MNIST", read(directory, "train"), read(directory, "t10k"));
    }

    /** The directory in the user's cache where {@link #download()} puts MNIST, whether it exists or not. */
    public static Path cacheDirectory() {
        return CacheDirectory.ofThisUser().resolve("culebra").resolve(NAME);
    }

    /** {@link #cacheDirectory()} if all four files are there. */
    public static Optional<Path> find() {
        return Optional.of(cacheDirectory()).filter(Mnist::isComplete);
    }

    /** Whether {@code directory} has all four files; what is in them is not looked at. */
    static boolean isComplete(Path directory) {
        return Files.isDirectory(directory)
                && List.of("train", "t10k").stream()
                        .allMatch(part -> find(directory, images(part)).isPresent()
                                && find(directory, labels(part)).isPresent());
    }

    /** Downloads MNIST to {@link #cacheDirectory()}, which is returned; see {@link Download#into}. */
    public static Path download() {
        Path directory = cacheDirectory();
        download(Download.MNIST_MIRRORS, directory);
        return directory;
    }

    /**
     * Downloads MNIST's four compressed files to {@code directory} from the first of {@code mirrors} (addresses of
     * directories) that has them, and verifies them. Files already there and intact are left alone.
     *
     * @throws DataException if a file cannot be had from any mirror; what was in the directory is still there
     */
    public static void download(List<URI> mirrors, Path directory) {
        new Download(NAME, mirrors, Download.MNIST_FILES).into(directory);
    }

    private static LabelledImages read(Path directory, String part) {
        Path imageFile = require(directory, images(part));
        Path labelFile = require(directory, labels(part));
        IdxFile images = readRank(imageFile, 3);
        IdxFile labels = readRank(labelFile, 1);
        int count = images.shape().getFirst();
        if (count != labels.shape().getFirst()) {
            throw new DataException("%s: %s has %,d images, %s has %,d labels"
                    .formatted(
                            NAME,
                            imageFile.getFileName(),
                            count,
                            labelFile.getFileName(),
                            labels.shape().getFirst()));
        }
        checkLabels(labelFile, labels.values());
        return new LabelledImages(
                count, images.shape().get(1), images.shape().get(2), Digits.CLASSES, images.values(), labels.values());
    }

    private static IdxFile readRank(Path file, int rank) {
        IdxFile idx = IdxFile.read(NAME, file);
        if (idx.rank() != rank) {
            throw new DataException("%s: %s: rank %d expected, shape is %s"
                    .formatted(NAME, file.getFileName(), rank, idx.shape()));
        }
        return idx;
    }

    private static void checkLabels(Path file, byte[] labels) {
        for (int i = 0; i < labels.length; i++) {
            if ((labels[i] & 0xff) >= Digits.CLASSES) {
                throw new DataException("%s: %s: label %d at %,d is outside 0…9"
                        .formatted(NAME, file.getFileName(), labels[i] & 0xff, i));
            }
        }
    }

    private static String images(String part) {
        return part + "-images-idx3-ubyte";
    }

    private static String labels(String part) {
        return part + "-labels-idx1-ubyte";
    }

    private static Path require(Path directory, String name) {
        return find(directory, name)
                .orElseThrow(() -> new DataException(
                        "%s: neither %s nor %s.gz in %s".formatted(NAME, name, name, directory)));
    }

    private static Optional<Path> find(Path directory, String name) {
        String dotted = name.replace("-idx", ".idx");
        return List.of(name, dotted, name + ".gz", dotted + ".gz").stream()
                .map(directory::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }
}

package dev.culebra.nn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistTest {

    @TempDir
    Path directory;

    @Test
    void readsEverySpelling() throws IOException {
        write("train-images-idx3-ubyte", Idx.of(new int[] {3, 1, 2}, 1, 2, 3, 4, 5, 6));
        write("train-labels.idx1-ubyte", Idx.of(new int[] {3}, 9, 0, 4));
        write("t10k-images.idx3-ubyte.gz", Idx.gzip(Idx.of(new int[] {1, 1, 2}, 7, 8)));
        assertFalse(Mnist.isComplete(directory));
        write("t10k-labels-idx1-ubyte.gz", Idx.gzip(Idx.of(new int[] {1}, 5)));
        assertTrue(Mnist.isComplete(directory));

        Digits digits = Mnist.read(directory);
        assertEquals("3 images of 1×2 in 10 classes", digits.train().toString());
        assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6}, digits.train().pixels());
        assertArrayEquals(new byte[] {9, 0, 4}, digits.train().labels());
        assertEquals(8, digits.test().pixel(0, 0, 1));
        assertEquals(5, digits.test().label(0));
    }

    @Test
    void namesWhatIsMissing() throws IOException {
        Path nowhere = directory.resolve("nowhere");
        assertFails("mnist: no such directory: " + nowhere, nowhere);
        assertFalse(Mnist.isComplete(nowhere));
        assertFails("mnist: neither train-images-idx3-ubyte nor train-images-idx3-ubyte.gz in " + directory, directory);
    }

    @Test
    void refusesCountsThatDiffer() throws IOException {
        write("train-images-idx3-ubyte", Idx.of(new int[] {2, 1, 1}, 1, 2));
        write("train-labels-idx1-ubyte", Idx.of(new int[] {3}, 1, 2, 3));
        assertFails("mnist: train-images-idx3-ubyte has 2 images, train-labels-idx1-ubyte has 3 labels", directory);
    }

    @Test
    void refusesLabelsThatAreNoDigits() throws IOException {
        write("train-images-idx3-ubyte", Idx.of(new int[] {2, 1, 1}, 1, 2));
        write("train-labels-idx1-ubyte", Idx.of(new int[] {2}, 9, 10));
        assertFails("mnist: train-labels-idx1-ubyte: label 10 at 1 is outside 0…9", directory);
        write("train-labels-idx1-ubyte", Idx.of(new int[] {2}, 255, 1));
        assertFails("mnist: train-labels-idx1-ubyte: label 255 at 0 is outside 0…9", directory);
    }

    @Test
    void refusesTheWrongRank() throws IOException {
        write("train-images-idx3-ubyte", Idx.of(new int[] {2}, 1, 2));
        write("train-labels-idx1-ubyte", Idx.of(new int[] {2}, 9, 1));
        assertFails("mnist: train-images-idx3-ubyte: rank 3 expected, shape is [2]", directory);
    }

    @Test
    void saysWhichFileIsTruncated() throws IOException {
        byte[] images = Idx.of(new int[] {2, 28, 28}, new byte[2 * 28 * 28 - 380]);
        write("train-images-idx3-ubyte", images);
        write("train-labels-idx1-ubyte", Idx.of(new int[] {2}, 9, 1));
        assertFails("mnist: train-images-idx3-ubyte: truncated at byte 1,204 of 1,584", directory);
    }

    private static void assertFails(String message, Path directory) {
        assertEquals(message, assertThrows(DataException.class, () -> Mnist.read(directory)).getMessage());
    }

    private void write(String name, byte[] content) throws IOException {
        Files.write(directory.resolve(name), content);
    }
}

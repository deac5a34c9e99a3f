package dev.culebra.nn.data.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.data.DataException;
import dev.culebra.nn.data.Picture;
import dev.culebra.nn.io.Npz;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files and numbers are Pillow's and PyTorch's (src/test/python/write_pictures.py). */
class PictureFileTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"colour.png, colour, 0", "palette.png, colour, 0", "alpha.png, alpha, 1", "grey.png, grey, 0",
        "grey16.png, grey, 0", "bits.png, bits, 0", "colour.jpg, colour_jpg, 2", "grey.jpg, grey_jpg, 2"})
    void readsAsPillowDoes(String file, String expected, int tolerance) throws IOException {
        // JPEG leaves the last bit to the decoder, in each of two steps; compositing rounds.
        assertPicture(expected, PictureFile.read(copy(file)), tolerance);
    }

    @Test
    void makesGreyAsPillowDoes() throws IOException {
        assertPicture("grey", PictureFile.read(copy("colour.png")).grey(), 0);
    }

    @Test
    void resizesAsPyTorchDoes() throws IOException {
        Picture colour = PictureFile.read(copy("colour.png"));
        assertPicture("larger", colour.resized(9, 20), 1); // a half may be rounded either way
        assertPicture("smaller", colour.resized(3, 2), 1);
    }

    @Test
    void saysWhatItCannotRead() throws IOException {
        Path missing = directory.resolve("no.png");
        assertEquals("picture: no.png: no such file: " + missing, failure(missing));
        Path text = Files.writeString(directory.resolve("text.png"), "no picture");
        assertEquals("picture: text.png: is no PNG, JPEG, GIF or BMP file", failure(text));
        byte[] png = Files.readAllBytes(copy("colour.png"));
        String said = failure(Files.write(directory.resolve("half.png"), Arrays.copyOf(png, png.length / 2)));
        assertTrue(said.startsWith("picture: half.png: cannot be read: "), said);
    }

    @Test
    void doesNotBelieveTheHeader() throws IOException {
        byte[] png = Files.readAllBytes(copy("colour.png"));
        png[16] = png[20] = 0x40; // width and height: over a thousand million
        assertEquals("picture: huge.png: has 1073741832 × 1073741830 pixels; 100,000,000 are read", failure(Files.write(
                directory.resolve("huge.png"), png)));
    }

    @Test
    void survivesDamage() throws IOException {
        var random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            byte[] bad = Files.readAllBytes(copy(List.of("colour.png", "palette.png", "colour.jpg", "alpha.png").get(i
                    % 4)));
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Path file = Files.write(directory.resolve("bad"), bad);
            try {
                PictureFile.read(file);
            } catch (DataException e) {
                refused++;
            } catch (Throwable e) {
                fail("damage " + i, e);
            }
        }
        assertTrue(refused > 100, "only %d were refused".formatted(refused));
    }

    private void assertPicture(String name, Picture picture, int tolerance) throws IOException {
        try (Scope _ = Scope.open()) {
            Tensor expected = Npz.read(copy("pictures.npz"), Device.standard()).get(name);
            assertEquals(expected.shape(), Shape.of(picture.channels(), picture.rows(), picture
                    .columns()));
            int[] values = expected.toInts();
            for (int i = 0; i < values.length; i++) {
                assertEquals(values[i], picture.pixels()[i] & 0xff, tolerance, name + " at " + i);
            }
        }
    }

    private static String failure(Path file) {
        return assertThrows(DataException.class, () -> PictureFile.read(file)).getMessage();
    }

    private Path copy(String name) throws IOException {
        try (InputStream in = PictureFileTest.class.getResourceAsStream(name)) {
            return Files.write(directory.resolve(name), in.readAllBytes());
        }
    }
}

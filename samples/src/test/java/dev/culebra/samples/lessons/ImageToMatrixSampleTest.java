package dev.culebra.samples.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.culebra.samples.Run;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageToMatrixSampleTest {

    @TempDir
    private Path directory;

    @Test
    void printsTheNumbersOfAPicture() throws IOException {
        var image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 16; i++) {
            image.setRGB(i % 4, i / 4, i < 8 ? 0xff0000 : 0xffffff);
        }
        Path file = directory.resolve("half.png");
        ImageIO.write(image, "png", file.toFile());
        Run run = run("--file", file.toString(), "--size", "2");
        assertTrue(run.out().contains("Picture  4 × 4 pixels, red, green and blue\n\n  76  76\n 255 255\n"), run.out());
        assertTrue(run.out().contains("a tensor of shape [2, 2] and rank 2"), run.out());
        assertTrue(
                run.out().contains(
                        "a tensor of shape [3, 4, 4] and rank 3; its first pixel is red 255, green 0, blue 0"),
                run.out());
        JsonObject figures =
                JsonParser.parseString(Files.readString(directory.resolve("figures.json"))).getAsJsonObject();
        assertEquals((76 + 255) / 2.0 / 255, figures.get("brightness").getAsDouble(), 1e-7); // one rounding of a float
        assertEquals(3, figures.get("channels").getAsInt());
    }

    @Test
    void paintsAPictureWhereThereIsNone() {
        Run run = run();
        assertTrue(run.out().contains("Picture  180 × 180 pixels"), run.out());
        assertEquals(18, run.out().lines().filter(line -> line.matches("( {1,3}\\d{1,3}){18}")).count(), run.out());
        assertTrue(Files.exists(directory.resolve("image-to-matrix-matrix.png")));
        assertTrue(Files.exists(directory.resolve("image-to-matrix-channels.png")));
    }

    @Test
    void saysInOneLineWhatIsWrong() {
        Path missing = directory.resolve("no.png");
        Run run = Run.of("image-to-matrix", "--file", missing.toString());
        assertEquals(2, run.code());
        assertEquals("image-to-matrix: picture: no.png: no such file: " + missing + "\n", run.err());
        assertEquals("image-to-matrix: --size must be from 2 to 64, not 1\n",
                Run.of("image-to-matrix", "--size", "1").err());
    }

    private Run run(String... args) {
        String[] all = new String[args.length + 5];
        all[0] = "image-to-matrix";
        all[1] = "--pictures";
        all[2] = directory.toString();
        all[3] = "--json";
        all[4] = directory.resolve("figures.json").toString();
        System.arraycopy(args, 0, all, 5, args.length);
        Run run = Run.of(all);
        assertEquals("", run.err());
        assertEquals(0, run.code());
        return run;
    }
}

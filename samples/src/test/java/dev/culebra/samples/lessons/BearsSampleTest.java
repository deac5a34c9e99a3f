package dev.culebra.samples.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.culebra.nn.data.Pictures;
import dev.culebra.samples.Run;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BearsSampleTest {

    @TempDir
    private Path directory;

    private Run bears(String... more) {
        return Run.of(Stream.concat(Stream.of("bears", "--pictures", directory
                .toString(), "--json", directory.resolve("figures.json").toString()), Stream.of(
                        more))
                .toArray(String[]::new));
    }

    private JsonObject figures() throws IOException {
        return JsonParser.parseString(Files.readString(directory.resolve("figures.json"))).getAsJsonObject();
    }

    @Test
    void theConvolutionReadsMoreWithFewerParameters() throws IOException {
        Run run = bears("--pictures-drawn", "450", "--epochs", "6");
        assertEquals("", run.err());
        assertEquals(0, run.code());
        double convolution = figures().get("convolutionAccuracy").getAsDouble();
        double plain = figures().get("plainAccuracy").getAsDouble();
        assertTrue(convolution > plain, "convolution %s, plain %s".formatted(convolution, plain));
        assertTrue(figures().get("convolutionParameters").getAsLong() * 10 < figures().get("plainParameters")
                .getAsLong());
        // Three probabilities, printed with three digits, add up to 1 but for three roundings.
        long lines = Pattern.compile("picture +\\d+, \\w+ +([\\d.]+) +([\\d.]+) +([\\d.]+)").matcher(run.out())
                .results()
                .peek(line -> assertEquals(1, Double.parseDouble(line.group(1)) + Double.parseDouble(line.group(2))
                        + Double.parseDouble(line.group(3)), 0.0016))
                .count();
        assertEquals(6, lines, run::out);
    }

    @Test
    void readsFoldersOfPictures() throws IOException {
        Path folder = directory.resolve("bears");
        Pictures drawn = DrawnBears.draw(30, 1);
        for (int i = 0; i < drawn.count(); i++) {
            var picture = drawn.picture(i);
            var image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
            for (int p = 0; p < 1024; p++) {
                image.setRGB(p % 32, p / 32, picture.pixel(0, p / 32, p % 32) << 16
                        | picture.pixel(1, p / 32, p % 32) << 8 | picture.pixel(2, p / 32, p % 32));
            }
            Path of = Files.createDirectories(folder.resolve(drawn.classes().get(drawn.labels()[i])));
            ImageIO.write(image, "png", of.resolve(i + ".png").toFile());
        }
        Run run = bears("--data", folder.toString(), "--epochs", "1");
        assertEquals("", run.err());
        assertEquals(30, figures().get("pictures").getAsInt());
        assertTrue(run.out().contains("30 pictures of black, grizzly, teddy, from " + folder), run::out);
        Run missing = bears("--data", directory.resolve("no").toString());
        assertEquals(2, missing.code());
        assertEquals(1, missing.err().lines().count(), missing::err);
    }
}

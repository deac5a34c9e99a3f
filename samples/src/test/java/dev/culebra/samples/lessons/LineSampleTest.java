package dev.culebra.samples.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.culebra.samples.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineSampleTest {

    @TempDir
    private static Path directory;

    private static JsonObject figures;

    @BeforeAll
    static void run() throws IOException {
        Path json = directory.resolve("figures.json");
        Run run = Run.of("line", "--pictures", directory.toString(), "--json", json.toString());
        assertEquals("", run.err());
        assertEquals(0, run.code());
        figures = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    }

    @Test
    void threeWaysFindTheSameLine() {
        for (String way : new String[] {"nudges", "differences", "autograd"}) {
            // 100 points, noise 0.3: the fitted parameters deviate by 0.3/√(100/3) and 0.3/√100; five times that.
            assertEquals(3, figures.get(way + "A1").getAsDouble(), 5 * 0.052, way);
            assertEquals(2, figures.get(way + "A2").getAsDouble(), 5 * 0.03, way);
        }
        // The last nudge is 1e-4 wide, in both directions.
        assertEquals(figures.get("autogradA1").getAsDouble(), figures.get("nudgesA1").getAsDouble(), 5e-4);
        assertEquals(figures.get("autogradA2").getAsDouble(), figures.get("nudgesA2").getAsDouble(), 5e-4);
        // The difference quotient of a parabola is exact but for rounding: 1e-16 of the loss over 1e-3 a step.
        assertEquals(figures.get("autogradA1").getAsDouble(), figures.get("differencesA1").getAsDouble(), 1e-9);
        assertEquals(figures.get("autogradA2").getAsDouble(), figures.get("differencesA2").getAsDouble(), 1e-9);
    }

    @Test
    void iceCreamsAreTheLeastSquaresLine() {
        // Σ(c−c̄)(s−s̄)/Σ(c−c̄)² and the height at 20 °C, of the twelve days.
        double[] celsius = {14, 16, 12, 15, 19, 22, 20, 25, 24, 28, 31, 33};
        double[] sold = {21, 33, 16, 30, 41, 52, 40, 62, 55, 77, 89, 94};
        double c = 0, s = 0, cc = 0, cs = 0;
        for (int i = 0; i < celsius.length; i++) {
            c += celsius[i] / celsius.length;
            s += sold[i] / sold.length;
        }
        for (int i = 0; i < celsius.length; i++) {
            cc += (celsius[i] - c) * (celsius[i] - c);
            cs += (celsius[i] - c) * (sold[i] - s);
        }
        // 100 steps shrink the distance by (1 − 0.3·0.88)^100 < 1e-13 at least.
        assertEquals(cs / cc, figures.get("iceCreamsPerDegree").getAsDouble(), 1e-9);
        assertEquals(s + (20 - c) * cs / cc, figures.get("iceCreamsAt20").getAsDouble(), 1e-9);
    }

    @Test
    void showsAFrameForEveryStep() throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(directory.resolve("line-descent.gif").toFile())) {
            ImageReader reader = ImageIO.getImageReaders(in).next();
            reader.setInput(in);
            assertEquals(41, reader.getNumImages(true));
        }
        assertTrue(Files.exists(directory.resolve("line-ice-creams.png")));
    }
}

package dev.culebra.samples.lessons;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.culebra.samples.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegressionSampleTest {

    @TempDir
    private Path directory;

    @Test
    void descentArrivesWhereTheFormulaDoes() throws IOException {
        Path json = directory.resolve("figures.json");
        Run run = Run.of("regression", "--steps", "2000", "--pictures", directory.toString(), "--json",
                json.toString());
        assertEquals("", run.err());
        assertEquals(0, run.code());
        JsonObject figures = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        // Size and rooms correlate by 0.93, so the flattest direction has curvature 0.07: what is left of a distance of
        // some hundreds after 2,000 steps at rate 0.1 is (1 − 2·0.1·0.07)^2000 = 6e-13 of it.
        assertEquals(0, figures.get("largestDifference").getAsDouble(), 1e-8);
        assertTrue(figures.get("lastLoss").getAsDouble() < figures.get("firstLoss").getAsDouble() / 100);
        assertTrue(Files.exists(directory.resolve("regression-prices.png")));
    }

    @Test
    void theFormulaFindsAPlane() {
        double[][] rows = {{0, 0}, {1, 0}, {0, 1}, {2, 3}};
        double[] y = {5, 7, 2, 0};
        assertArrayEquals(new double[] {2, -3, 5}, NormalEquations.solve(rows, y), 1e-12);
        double[][] twice = {{1, 2}, {2, 4}, {3, 6}};
        assertThrows(ArithmeticException.class, () -> NormalEquations.solve(twice, new double[3]));
    }
}

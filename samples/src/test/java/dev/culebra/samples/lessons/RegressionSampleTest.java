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
        assertTrue(Files.exists(directory.resolve("regression-predictions.png")));
    }

    @Test
    void readsATable() throws IOException {
        Path csv = directory.resolve("table.csv");
        Files.writeString(csv, "a,y,b\n0,5,0\n1,7,0\n0,2,1\n2,0,3\n3,11,0\n");
        Path json = directory.resolve("figures.json");
        Run run = Run.of("regression", "--data", csv.toString(), "--target", "y", "--steps", "2000", "--pictures",
                directory.toString(), "--json", json.toString());
        assertEquals("", run.err());
        assertTrue(run.out().contains("y for one more"), run::out);
        JsonObject figures = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertEquals(0, figures.get("lastLoss").getAsDouble(), 1e-12, "the rows lie on a plane");

        Files.writeString(csv, "a,b\n1,2\n2,x\n3,4\n");
        Run damaged = Run.of("regression", "--data", csv.toString());
        assertEquals(2, damaged.code());
        assertEquals(1, damaged.err().lines().count(), damaged::err);
        assertTrue(damaged.err().contains("x"), damaged::err);
        Run missing = Run.of("regression", "--data", csv.toString(), "--target", "c");
        assertEquals(2, missing.code());
        Files.writeString(csv, "a,b\n1,2\n");
        assertEquals(2, Run.of("regression", "--data", csv.toString()).code());
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

package dev.culebra.samples.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.culebra.samples.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivationsSampleTest {

    @TempDir
    private Path directory;

    @Test
    void showsFunctionsDerivativesAndTheKernel() throws IOException {
        Path json = directory.resolve("figures.json");
        Run run = Run.of("activations", "--elements", "1000", "--millis", "1", "--pictures", directory.toString(),
                "--json", json.toString());
        assertEquals("", run.err());
        assertEquals(0, run.code());
        assertTrue(run.out().contains("select(x0 <= 0, 0, 1)"), run::out);
        assertTrue(run.out().contains("ld.global.v4.f32"), run::out);
        JsonObject figures = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        for (String name : new String[] {"relu", "sigmoid", "own"}) {
            assertTrue(figures.get(name + "PerSecond").getAsDouble() > 0);
        }
        assertTrue(Files.exists(directory.resolve("activations-values.png")));
        assertTrue(Files.exists(directory.resolve("activations-slopes.png")));
    }
}

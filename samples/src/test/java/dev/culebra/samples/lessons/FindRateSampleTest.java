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

class FindRateSampleTest {

    @TempDir
    private Path directory;

    @Test
    void findsARateThatLearns() throws IOException {
        DigitFiles.write(directory, 3000, 500);
        Path json = directory.resolve("figures.json");
        Run run = Run.of("find-rate", "--data", directory.toString(), "--epochs", "2", "--pictures",
                directory.toString(), "--json", json.toString());
        assertEquals("", run.err());
        assertEquals(0, run.code());
        JsonObject figures = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        double rate = figures.get("rate").getAsDouble();
        assertTrue(rate > 1e-4 && rate < 1, "rate: " + rate);
        for (String training : new String[] {"constant", "oneCycle"}) {
            double accuracy = figures.get(training + "Accuracy").getAsDouble();
            assertTrue(accuracy > 0.5, "chance is 0.1, %s has %s".formatted(training, accuracy));
        }
        for (String picture : new String[] {"finder", "cycle", "loss"}) {
            assertTrue(Files.exists(directory.resolve("find-rate-" + picture + ".png")), picture);
        }
    }
}

package dev.culebra.samples.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.culebra.nn.data.Digits;
import dev.culebra.samples.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreeOrSevenSampleTest {

    @TempDir
    private Path directory;

    @Test
    void allThreeModelsLearn() throws IOException {
        Path json = directory.resolve("figures.json");
        DigitFiles.write(directory, 3000, 1000);
        Run run = Run.of("three-or-seven", "--data", directory.toString(), "--epochs", "4", "--pictures",
                directory.toString(), "--json", json.toString());
        assertEquals("", run.err());
        assertEquals(0, run.code());
        JsonObject figures = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        for (String model : new String[] {"linearRandom", "linearLit", "twoLayers"}) {
            double accuracy = figures.get(model + "Accuracy").getAsDouble();
            assertTrue(accuracy > 0.85, "chance is 0.5, %s has %s".formatted(model, accuracy));
            int epochs = figures.get(model + "Epochs").getAsInt();
            assertTrue(epochs >= 1 && epochs <= 4, "epochs: " + epochs);
        }
        assertTrue(Files.exists(directory.resolve("three-or-seven-accuracy.png")));
        assertTrue(Files.exists(directory.resolve("three-or-seven-weights.png")));
    }

    @Test
    void knowingWhichPixelsAreLitIsABetterBeginning() {
        var images = new ThreesAndSevens(Digits.generated(1, 3000, 500), 1);
        try (var random = SevenSteps.linear(images.pixels(), 1);
                var informed = SevenSteps.linear(images.litMoreOftenInSevens())) {
            double known = informed.accuracy(images.test());
            assertTrue(known > 0.7 && known > random.accuracy(images.test()), "known: " + known);
        }
    }

    @Test
    void stopsWhenTheTimeIsUpOrTheUserSaysSo() {
        var images = new ThreesAndSevens(Digits.generated(1, 2000, 500), 1);
        try (var model = SevenSteps.linear(images.pixels(), 1)) {
            assertEquals(1, model.learn(images, 0.01, 100, 1e-9, () -> false).epochs());
            assertEquals(0, model.learn(images, 0.01, 100, 100, () -> true).epochs());
        }
    }
}

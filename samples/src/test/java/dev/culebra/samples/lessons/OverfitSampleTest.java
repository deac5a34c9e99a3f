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

class OverfitSampleTest {

    @TempDir
    private Path directory;

    @Test
    void theLossesPartAndMoreDataHelps() throws IOException {
        DigitFiles.write(directory, 1000, 500);
        Path json = directory.resolve("figures.json");
        Run run = Run.of("overfit", "--data", directory.toString(), "--images", "100", "--epochs", "60", "--pictures",
                directory.toString(), "--json", json.toString());
        assertEquals("", run.err());
        assertEquals(0, run.code());
        JsonObject figures = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        double parted = figures.get("plainTestLoss").getAsDouble() / figures.get("plainTrainLoss").getAsDouble();
        assertTrue(parted > 5, "test loss over train loss: " + parted);
        assertTrue(figures.get("moreTestLoss").getAsDouble() < figures.get("plainTestLoss").getAsDouble());
        assertTrue(figures.get("stoppingTestLoss").getAsDouble() <= figures.get("plainTestLoss").getAsDouble());
        assertTrue(figures.get("stoppingEpochs").getAsInt() <= 60);
        assertTrue(Files.exists(directory.resolve("overfit-parting.png")));
        assertTrue(Files.exists(directory.resolve("overfit-remedies.png")));
    }

    @Test
    void saysWhenThereAreTooFewImages() throws IOException {
        DigitFiles.write(directory, 100, 50);
        Run run = Run.of("overfit", "--data", directory.toString(), "--images", "11");
        assertEquals(2, run.code());
        assertEquals("overfit: --images 11: there must be 10 times as many, and there are 100", run.err().strip());
    }
}

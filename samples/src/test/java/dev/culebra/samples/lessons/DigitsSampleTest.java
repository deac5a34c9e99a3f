package dev.culebra.samples.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.culebra.engine.Device;
import dev.culebra.samples.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("card")
class DigitsSampleTest {

    private static final int TRAIN = 2000;
    private static final int TEST = 500;

    @TempDir
    private Path directory;

    @BeforeEach
    void writeDigits() throws IOException {
        DigitFiles.write(directory, TRAIN, TEST);
    }

    private String[] digits(String... more) {
        return Stream.concat(Stream.of("digits", "--data", directory.toString(), "--json", json().toString(),
                "--pictures", directory.toString()), Stream.of(more)).toArray(String[]::new);
    }

    private Path json() {
        return directory.resolve("figures.json");
    }

    private Path plot() {
        return directory.resolve("digits-loss.png");
    }

    private JsonObject figures() throws IOException {
        return JsonParser.parseString(Files.readString(json())).getAsJsonObject();
    }

    @Test
    void learnsAndShowsWhatItLearnt() throws IOException {
        Run run = Run.of(digits("--epochs", "2", "--network", "784-32-10", "--activation", "relu", "--batch", "16",
                "--rate", "0.05"));
        assertEquals("", run.err());
        assertEquals(0, run.code());

        JsonObject figures = figures();
        assertEquals(
                Set.of("sample", "seed", "device", "data", "network", "parameters", "epochs", "seconds", "testLoss",
                        "testAccuracy"),
                figures.keySet());
        double accuracy = figures.get("testAccuracy").getAsDouble();
        assertTrue(accuracy > 0.5, "chance is 0.1, came " + accuracy);
        assertEquals(2, figures.get("epochs").getAsInt());
        assertEquals(784 * 32 + 32 + 32 * 10 + 10, figures.get("parameters").getAsInt());
        assertEquals(Device.standard().name(), figures.get("device").getAsString());
        assertTrue(figures.get("seconds").getAsDouble() > 0);
        assertTrue(figures.get("testLoss").getAsDouble() > 0);

        assertNotNull(ImageIO.read(plot().toFile()), "a picture");
        assertTrue(run.out().startsWith("Device   " + Device.standardReason()), run::out);
        assertTrue(run.out().contains("2,000 to learn from, 500 to be judged by"), run::out);
        assertTrue(run.out().contains("epoch   train loss   test loss   test accuracy   seconds"), run::out);
        assertTrue(run.out().contains("Answers to the 500 test images"), run::out);
        assertTrue(run.out().contains("Test image 0 shows a "), run::out);
        assertEquals(1, run.out().chars().filter(c -> c == '◀').count(), "one of the ten outputs is the answer");
    }

    @Test
    void hasThirteenThousandAndTwoParametersUnlessToldOtherwise() throws IOException {
        Run run = Run.of(digits("--epochs", "1", "--train-images", "10"));
        assertTrue(run.out().contains("Network  784-16-16-10, sigmoid: 13,002 parameters"), run::out);
        assertEquals(13_002, figures().get("parameters").getAsInt());
    }

    @Test
    void drawsWhatGoesOnInsideAndSavesTheNetwork() throws IOException {
        Path file = directory.resolve("digits.safetensors");
        Run run = Run.of(digits("--epochs", "1", "--train-images", "100", "--save", file.toString()));
        assertEquals(0, run.code(), run::err);
        for (String picture : new String[] {"loss", "weights", "activations", "outputs"}) {
            assertNotNull(ImageIO.read(directory.resolve("digits-" + picture + ".png").toFile()), picture);
        }
        Run draw = Run.interrupted("draw", "--port", "0", "--model", file.toString());
        assertEquals(0, draw.code(), draw::err);
        assertTrue(draw.out().contains("Network  " + file), draw::out);
        Run missing = Run.of(digits("--save", directory.resolve("no/file").toString()));
        assertEquals(2, missing.code());
        assertTrue(missing.err().startsWith("digits: --save "), missing::err);
    }

    @Test
    void theSameSeedGivesTheSameRun() throws IOException {
        Run.of(digits("--epochs", "1", "--train-images", "500", "--seed", "7"));
        double first = figures().get("testLoss").getAsDouble();
        Run.of(digits("--epochs", "1", "--train-images", "500", "--seed", "7"));
        assertEquals(first, figures().get("testLoss").getAsDouble());
        Run.of(digits("--epochs", "1", "--train-images", "500", "--seed", "8"));
        assertFalse(first == figures().get("testLoss").getAsDouble());
    }

    @Test
    void alsoLearnsWithTheSquaredError() throws IOException {
        Run run = Run.of(digits("--epochs", "4", "--network", "784-32-10", "--activation", "tanh", "--batch", "16",
                "--loss", "mse"));
        assertEquals(0, run.code(), run::err);
        assertTrue(figures().get("testAccuracy").getAsDouble() > 0.5, run::out);
    }

    @Test
    void saysWhereTheLossBecameInfiniteAndKeepsWhatItHad() throws IOException {
        Run run = Run.of(digits("--epochs", "2", "--network", "784-32-10", "--activation", "relu", "--rate", "1e30"));
        assertEquals(1, run.code());
        assertTrue(run.err().matches("digits: training: the loss became (NaN|Infinity) at step \\d+ of epoch 1; the "
                + "parameters are those of the beginning; a smaller learning rate may help\\R"), run::err);
        assertEquals(0, figures().get("epochs").getAsInt());
        assertTrue(figures().get("testLoss").isJsonPrimitive(), "the parameters of the beginning are numbers");
    }

    @Test
    void reportsWhatItLearntWhenInterrupted() throws IOException {
        Run run = Run.interrupted(digits("--epochs", "1000"));
        assertEquals(0, run.code(), run::err);
        assertTrue(run.out().contains("Interrupted. This is what was learnt so far:"), run::out);
        assertEquals(0, figures().get("epochs").getAsInt());
        assertTrue(figures().has("testAccuracy"));
    }

    @Test
    void refusesWhatDoesNotFitTheImages() {
        assertUsageError("--network 100-10: must begin with 784, the pixels of an image, and end with 10, the classes",
                "--network", "100-10");
        assertUsageError("--show must be from 0 to 499, not 500", "--show", "500");
        assertUsageError("--train-images: 2,001 wanted, there are 2,000 in " + directory, "--train-images", "2001");
    }

    @Test
    void saysWhichFileIsDamaged() throws IOException {
        Path file = directory.resolve("train-images-idx3-ubyte");
        Files.write(file, new byte[] {0, 0, 8, 3, 0, 0});
        Run run = Run.of(digits());
        assertEquals(2, run.code());
        assertTrue(run.err().startsWith("digits: mnist: train-images-idx3-ubyte: truncated at byte 6"), run::err);
        assertEquals(1, run.err().lines().count());
    }

    private void assertUsageError(String message, String... args) {
        Run run = Run.of(digits(args));
        assertEquals("digits: " + message, run.err().stripTrailing());
        assertEquals(2, run.code());
    }
}

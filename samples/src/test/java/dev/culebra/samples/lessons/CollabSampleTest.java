package dev.culebra.samples.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.culebra.samples.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollabSampleTest {

    @TempDir
    private Path directory;

    @Test
    void recoversTheTastesThatTheRatingsWereMadeFrom() throws IOException {
        Path json = directory.resolve("figures.json");
        Run run = Run.of("collab", "--pictures", directory.toString(), "--json", json.toString());
        assertEquals("", run.err());
        assertEquals(0, run.code());
        JsonObject figures = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        // The noise is 0.4 and rounding to halves adds 0.14: nobody could miss by less than 0.42.
        assertTrue(figures.get("rmse").getAsDouble() < 0.55, figures::toString);
        assertTrue(figures.get("rmse").getAsDouble() < 0.6 * figures.get("rmseOfTheMean").getAsDouble(),
                figures::toString);
        assertTrue(figures.get("correlation").getAsDouble() > 0.93, figures::toString);
        assertTrue(figures.get("sameKind").getAsDouble() > 0.85, figures::toString);
        assertTrue(Files.exists(directory.resolve("collab-error.png")));
        assertTrue(Files.exists(directory.resolve("collab-factors.png")));
    }

    @Test
    void readsMovieLens() throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            text.append("%d\t%d\t%d\t881250949\n".formatted(i % 20, i * 7 % 30, 1 + (i % 20 + i * 7 % 30) % 5));
        }
        Path file = Files.writeString(directory.resolve("u.data"), text);
        Run run = Run.of("collab", "--data", file.toString(), "--epochs", "2", "--pictures", directory.toString());
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains(": 300 ratings of 30 items by 20 people"), run.out());
    }

    @Test
    void saysInOneLineWhatIsWrong() throws IOException {
        Path file = Files.writeString(directory.resolve("r.csv"), "userId,movieId,rating\n1,2,good\n");
        Run run = Run.of("collab", "--data", file.toString());
        assertEquals(2, run.code());
        assertEquals("collab: table: r.csv: line 2, column \"rating\": \"good\" is not a number\n", run.err());
        assertEquals("collab: --factors must be from 2 to 100, not 1\n", Run.of("collab", "--factors", "1").err());
    }

    @Test
    void findsTheNearestByAngle() {
        var items = new Neighbours(List.of("a 1", "a 2", "b 1", "b 2", "b 3"),
                new float[][] {{1, 0}, {5, 1}, {0, 1}, {-1, 3}, {
                    0, 0}});
        assertEquals(List.of(1, 2, 4), items.of(0));
        assertEquals(1 / Math.sqrt(2), Neighbours.cosine(new float[] {1, 1}, new float[] {2, 0}), 1e-12);
    }
}

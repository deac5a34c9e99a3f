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

class TabularSampleTest {

    @TempDir
    private Path directory;

    @Test
    void learnsFromFlowersAndSeesWhatMatters() throws IOException {
        JsonObject figures = run();
        assertTrue(figures.get("testAccuracy").getAsDouble() > 0.9, figures::toString);
        // The sepals of all species are drawn alike.
        assertTrue(!figures.get("mostImportant").getAsString().startsWith("sepal"), figures::toString);
        assertTrue(Files.exists(directory.resolve("tabular-importance.png")));
    }

    @Test
    void readsTablesInTheFormatOfAdult() throws IOException {
        Path adult = Files.createDirectory(directory.resolve("adult"));
        Files.writeString(adult.resolve("adult.data"), rows(200, "").replaceFirst("Private", "?"));
        Files.writeString(adult.resolve("adult.test"), "|1x3 Cross validator\n" + rows(60, ".") + "\n");
        JsonObject figures = run("--data", adult.toString());
        assertEquals("Adult", figures.get("data").getAsString());
        assertEquals("education-num", figures.get("mostImportant").getAsString());
        assertTrue(figures.get("testAccuracy").getAsDouble() > 0.9, figures::toString);
    }

    /** Income is a question of education alone. */
    private static String rows(int count, String end) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("%d, Private, 1, HS-grad, %d, Divorced, Sales, Husband, White, Male, %d, 0, 40, Cuba, %s%s\n"
                    .formatted(
                            20 + i * 7 % 40, 1 + i % 16, i * 11 % 5 * 1000, i % 16 < 8 ? "<=50K" : ">50K", end));
        }
        return text.toString();
    }

    @Test
    void saysInOneLineWhatIsWrong() throws IOException {
        Path file = Files.writeString(directory.resolve("bad.data"),
                "5.1,3.5,1.4,0.2,Iris-setosa\n4.9,x,1.4,0.2,Iris-setosa\n" + "5.1,3.5,1.4,0.2,Iris-setosa\n".repeat(7));
        Run run = Run.of("tabular", "--data", file.toString());
        assertEquals(2, run.code());
        assertEquals("tabular: table: bad.data: line 2, column \"sepal-width\": \"x\" is not a number\n", run.err());
        Run missing = Run.of("tabular", "--data", directory.resolve("no").toString());
        assertEquals(2, missing.code());
        assertEquals("tabular: table: no: no such file: " + directory.resolve("no") + "\n", missing.err());
    }

    @Test
    void stopsWhenItIsAsked() {
        Run run = Run.interrupted("tabular", "--pictures", directory.toString());
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("Accuracy that is lost"), run.out());
    }

    private JsonObject run(String... more) throws IOException {
        Path json = directory.resolve("figures.json");
        String[] args = new String[more.length + 5];
        args[0] = "tabular";
        args[1] = "--pictures";
        args[2] = directory.toString();
        args[3] = "--json";
        args[4] = json.toString();
        System.arraycopy(more, 0, args, 5, more.length);
        Run run = Run.of(args);
        assertEquals("", run.err());
        assertEquals(0, run.code());
        return JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    }
}

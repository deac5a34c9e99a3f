package dev.culebra.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.culebra.engine.Device;
import dev.culebra.samples.lessons.DigitFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample on the standard device, so small that an emulated card is done in seconds. */
@Tag("card")
class EverySampleTest {

    private static final String[] COMMANDS = {"image-to-matrix", "line", "regression --steps 50",
        "three-or-seven --data @ --epochs 1", "activations --millis 5 --elements 4096", "digits --data @ --epochs 1",
        "find-rate --data @ --epochs 1", "overfit --data @ --images 20 --epochs 2",
        "bears --pictures-drawn 60 --epochs 1", "tabular --epochs 1", "collab --epochs 1", "devices"};

    @TempDir
    private Path directory;

    static String[] commands() {
        return COMMANDS;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void runs(String command) throws Exception {
        DigitFiles.write(directory, 500, 100);
        Path json = directory.resolve("figures.json");
        Stream<String> args = Arrays.stream(command.replace("@", directory.toString()).split(" +"));
        Run run = Run.of(Stream.concat(args, Stream.of("--pictures", directory.toString(), "--json", json.toString()))
                .toArray(String[]::new));
        assertEquals("", run.err());
        assertEquals(0, run.code());
        assertTrue(run.out().contains(Device.standardReason()) || command.startsWith("image"), run::out);
        JsonObject figures = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        figures.entrySet()
                .forEach(figure -> assertTrue(!figure.getValue().isJsonNull(), () -> figure + " is not finite"));
    }

    /** Drawing is tested in a browser, and the report is made of the lessons. */
    @Test
    void thereIsNoOther() {
        Set<String> run = Arrays.stream(COMMANDS).map(command -> command.replaceFirst(" .*", "")).collect(Collectors
                .toCollection(TreeSet::new));
        run.addAll(Set.of("draw", "lessons"));
        assertEquals(new TreeSet<>(WrongUseTest.samples().toList()), run);
    }
}

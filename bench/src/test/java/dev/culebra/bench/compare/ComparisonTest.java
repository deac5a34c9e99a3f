package dev.culebra.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.culebra.cuda.discovery.CudaSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole benchmark, small, on the emulated card in the place of a real one. */
class ComparisonTest {
    private static final Path EMULATOR = Path.of("..", "native", "target", "emulator").toAbsolutePath().normalize();

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private int run(String... args) throws IOException {
        return Comparison.run(new PrintStream(bytes, true, StandardCharsets.UTF_8), args);
    }

    private static void assumeEmulator() {
        assumeTrue(Files.exists(EMULATOR.resolve("libcuda.so.1")),
                () -> "no emulated driver in " + EMULATOR + ": it is built where there is a C++ compiler (g++)");
    }

    private Path results(String ending) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ending)).findAny().orElseThrow();
        }
    }

    @Test
    void measuresEverythingAndOnlyThat() throws IOException {
        assumeEmulator();
        System.setProperty(CudaSettings.FOLDER, EMULATOR.toString());
        try {
            assertEquals(0, run("--tiny", "--out", directory.toString()), bytes::toString);
        } finally {
            System.clearProperty(CudaSettings.FOLDER);
        }
        String markdown = Files.readString(results(".md"));
        for (Row.Section section : Row.Section.values()) {
            assertTrue(markdown.contains("## " + section.title()), markdown);
        }
        assertTrue(markdown.contains("Not measured, all: PyTorch: no Python was named (--python)"), markdown);
        assertFalse(markdown.contains("was not finished"), markdown);
        JsonObject json = JsonParser.parseString(Files.readString(results(".json"))).getAsJsonObject();
        assertTrue(json.get("complete").getAsBoolean());
        json.getAsJsonArray("rows").forEach(row -> {
            JsonObject figures = row.getAsJsonObject().getAsJsonObject("figures");
            assertTrue(figures.getAsJsonObject(Row.CULEBRA).has("seconds"), row::toString);
            assertTrue(figures.getAsJsonObject(Row.PYTORCH).has("notMeasured"), row::toString);
            if (figures.has(Row.CUBLAS)) {
                assertTrue(figures.getAsJsonObject(Row.CUBLAS).has("seconds"), row::toString);
            }
        });
    }

    @Test
    void measuresTheProcessorToo() throws IOException {
        assertEquals(0, run("--tiny", "--device", "cpu", "--only", "products", "--out", directory.toString()),
                bytes::toString);
        JsonObject json = JsonParser.parseString(Files.readString(results(".json"))).getAsJsonObject();
        json.getAsJsonArray("rows").forEach(row -> {
            JsonObject figures = row.getAsJsonObject().getAsJsonObject("figures");
            assertTrue(figures.getAsJsonObject(Row.CULEBRA).has("seconds"), row::toString);
            assertEquals("products", row.getAsJsonObject().get("section").getAsString());
            assertFalse(figures.has(Row.CUBLAS), row::toString);
        });
    }

    @Test
    void measuresStepsInPlainJavaBeside() throws IOException {
        assertEquals(0, run("--tiny", "--device", "cpu", "--only", "steps", "--rows", "^a", "--out",
                directory.toString()), bytes::toString);
        Row row = Results.of(Files.readString(results(".json"))).rows().getFirst();
        assertTrue(row.ratio("Culebra in plain Java").isPresent(), row::toString);
    }

    /** The verbs that are measured here are those that PyTorch's side knows. */
    @Test
    void asksPyTorchForNothingElse() throws IOException {
        assertEquals(0, run("--tiny", "--device", "cpu", "--only", "reductions,softmax,normalization,indices", "--out",
                directory.toString()), bytes::toString);
        Set<String> asked = Results.of(Files.readString(results(".json"))).rows().stream()
                .map(row -> row.name().substring(row.name().indexOf(", ") + 2)).collect(Collectors.toSet());
        try (Stream<String> lines = Files.lines(Path.of("peers", "verbs.py"))) {
            assertEquals(lines.filter(line -> line.matches("    \".*\": of_.*")).map(line -> line.split("\"")[1])
                    .collect(Collectors.toSet()), asked);
        }
    }

    @Test
    void measuresEachNumberOfThreadsInAProcessOfItsOwn() throws IOException {
        assertEquals(0, run("--tiny", "--device", "cpu", "--threads", "1,2", "--only", "host", "--rows", "^add$",
                "--out", directory.toString()));
        Results results = Results.of(Files.readString(results(".json")));
        assertEquals(List.of(1, 2), results.rows().stream().map(Row::threads).toList());
        assertEquals(List.of("add", "add"), results.rows().stream().map(Row::name).toList());
    }

    @Test
    void saysThatAPeerIsNotBuilt() throws IOException {
        assertEquals(0, run("--tiny", "--device", "cpu", "--with", "openblas", "--peers", directory.toString(),
                "--only", "products,host", "--rows", "F32 32|add", "--out", directory.toString()));
        Results results = Results.of(Files.readString(results(".json")));
        assertTrue(results.facts().get("OpenBLAS").startsWith("none: it is not built (-Ppeers)"), results::toString);
    }

    @Test
    void stopsInTimeAndSaysSo() throws IOException {
        assumeEmulator();
        System.setProperty(CudaSettings.FOLDER, EMULATOR.toString());
        try {
            assertEquals(0, run("--tiny", "--out", directory.toString(), "--seconds", "0"), bytes::toString);
        } finally {
            System.clearProperty(CudaSettings.FOLDER);
        }
        JsonObject json = JsonParser.parseString(Files.readString(results(".json"))).getAsJsonObject();
        assertFalse(json.get("complete").getAsBoolean());
        assertEquals(1, json.getAsJsonArray("rows").size());
        assertTrue(Files.readString(results(".md")).contains("**the run was not finished**"));
    }

    @Test
    void saysWhatItUnderstands() throws IOException {
        for (String args : List.of("--tinny", "--out", "--python", "--threads=1")) {
            assertEquals(2, run(args));
        }
        assertEquals(2, run("--threads", "one"));
        assertEquals(2, run("--with", "nobody"));
        assertEquals(2, run("--only", "nothing"));
        assertTrue(bytes.toString(StandardCharsets.UTF_8).startsWith("bench: [--device cuda|cpu]"),
                bytes::toString);
        assertEquals(List.of(), Arrays.asList(directory.toFile().list()));
    }
}

package dev.culebra.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.Device;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.io.Safetensors;
import dev.culebra.samples.lessons.DigitFiles;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ctrl-C, in a process of its own: the signal that the terminal would send. */
@EnabledOnOs(value = {OS.LINUX, OS.MAC}, disabledReason = "there is no kill -INT")
class InterruptTest {

    private static final int SIGINT_CODE = 128 + 2;
    private static final int TRIES = 4;
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path directory;

    /** Each would train for hours. The first name is that of a tensor that must have been saved. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.weight                  | digits --epochs 1000000 --data DIGITS
            linearRandom.0.weight     | three-or-seven --epochs 1000000 --seconds 1e6 --rate 1e-9 --data DIGITS
            plain.1.weight            | bears --epochs 1000000 --pictures-drawn 60
            rest.0.weight             | tabular --epochs 100000
            item.weight               | collab --epochs 1000000
            weight                    | regression --steps 10000000
            plain.0.weight            | overfit --images 50 --epochs 1000000 --data DIGITS
            constant.0.weight         | find-rate --epochs 1000000 --data DIGITS
            0.weight                  | draw --epochs 1000000 --port 0 --data DIGITS
            """)
    void savesWhatWasLearntSoFar(String tensor, String command) throws Exception {
        DigitFiles.write(directory, 1000, 200);
        Path file = directory.resolve("learnt.safetensors");
        long millis = 700;
        for (int attempt = 1; !Files.exists(file); attempt++) {
            // A machine with much else to do may not have begun to train, and then there was nothing to save.
            assertTrue(attempt <= TRIES, "nothing was saved");
            List<String> said = interruptedAfter(millis, command, file);
            if (Files.exists(file)) {
                assertTrue(said.stream().anyMatch(line -> line.startsWith("Interrupted")), said::toString);
                assertTrue(said.stream().anyMatch(line -> line.endsWith("saved as " + file)), said::toString);
                assertFalse(said.toString().contains("xception"), said::toString);
            }
            millis *= 3;
        }
        try (Safetensors learnt = Safetensors.open(file);
                Tensor saved = learnt.tensor(tensor, Device.of("cpu"))) {
            for (double value : saved.toDoubles()) {
                assertTrue(Double.isFinite(value), () -> tensor + ": " + value);
            }
        }
    }

    /** What it said, when it had found its data, trained for some time, and been interrupted. */
    private List<String> interruptedAfter(long millis, String command, Path file) throws Exception {
        List<String> said = new ArrayList<>();
        Process process = start(command, file);
        try (BufferedReader out = process.inputReader()) {
            while (said.isEmpty() || !said.getLast().startsWith("Data ")) {
                String line = out.readLine();
                assertTrue(line != null, said::toString);
                said.add(line);
            }
            Thread.sleep(millis);
            assertEquals(0, new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor());
            out.lines().forEach(said::add);
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), said::toString);
        } finally {
            process.destroyForcibly();
        }
        assertEquals(SIGINT_CODE, process.exitValue(), said::toString);
        return said;
    }

    private Process start(String command, Path file) throws IOException {
        String path = String.join(File.pathSeparator, System.getProperty("java.class.path"), System.getProperty(
                "jdk.module.path", ""));
        Stream<String> java = Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-cp", path, Main.class.getName());
        Stream<String> args = Stream.of(command.replace("DIGITS", directory.toString()).split(" +"));
        Stream<String> files = Stream.of(command.startsWith("draw") ? "--model" : "--save", file.toString(),
                "--pictures", directory.toString());
        return new ProcessBuilder(Stream.of(java, args, files).flatMap(arg -> arg).toList()).redirectErrorStream(true)
                .start();
    }
}

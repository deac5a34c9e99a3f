package dev.culebra.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplesTest {

    @TempDir
    private Path directory;

    private static void assertUsageError(String line, String... args) {
        Run run = Run.of(args);
        assertEquals(line, run.err().stripTrailing());
        assertEquals("", run.out());
        assertEquals(2, run.code());
    }

    @Test
    void listsTheSamples() {
        Run run = Run.of("list");
        assertEquals(0, run.code());
        assertEquals("", run.err());
        assertTrue(run.out().lines().anyMatch("digits           Teaches a network to read handwritten digits."::equals),
                run::out);
    }

    @Test
    void helpOnASampleIsWhatTheSampleSaysOfItself() {
        Run run = Run.of("help", "digits");
        assertEquals(0, run.code());
        assertEquals("Usage: mvn -q verify -Dsample=digits -Dargs=\"OPTION...\"",
                run.out().lines().findFirst().orElse(""));
        assertEquals(run, Run.of("digits", "--help"));
        assertEquals(Run.of("list"), Run.of("help"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            digtis                       | samples: there is no sample "digtis"; did you mean "digits"?
            help digit                   | help: there is no sample "digit"; did you mean "digits"?
            digits --epoch 3             | digits: unknown option "--epoch"; did you mean "--epochs"?
            digits --epoch=3             | digits: unknown option "--epoch"; did you mean "--epochs"?
            digits 3                     | digits: unexpected argument "3"
            digits --epochs              | digits: missing required parameter for option '--epochs' (N)
            digits --epochs ten          | digits: invalid value for option '--epochs': 'ten' is not an int
            digits --epochs 0            | digits: --epochs must be at least 1, not 0
            digits --batch -1            | digits: --batch must be at least 1, not -1
            digits --rate 0              | digits: --rate must be a positive number, not 0.0
            digits --rate NaN            | digits: --rate must be a positive number, not NaN
            digits --momentum 1          | digits: --momentum must be from 0 to below 1, not 1.0
            digits --data a --download   | digits: --data and --download exclude each other
            """)
    void saysInOneLineWhatIsWrong(String args, String line) {
        assertUsageError(line, args.split(" +"));
    }

    @Test
    void namesTheNearestChoice() {
        assertUsageError(
                "digits: --activation: unknown name \"rleu\"; did you mean \"relu\"? "
                        + "Known: sigmoid, tanh, relu, gelu, silu, softplus",
                "digits", "--activation", "rleu");
    }

    @Test
    void refusesSizesThatAreNone() {
        assertUsageError(
                "digits: --network must be sizes with dashes between them, as in 784-16-16-10, not \"784-0-10\"",
                "digits", "--network", "784-0-10");
    }

    @Test
    void namesTheNearestDevice() {
        Run run = Run.on("cpu-skalar", "digits");
        assertEquals(
                "digits: device: unknown name \"cpu-skalar\"; did you mean \"cpu-scalar\"? Known: "
                        + String.join(", ", Device.names()),
                run.err().stripTrailing());
        assertEquals(2, run.code());
    }

    @Test
    void wantsASample() {
        assertUsageError("samples: name a sample; \"list\" names them all");
    }

    @Test
    void namesTheDirectoryThatIsMissing() throws IOException {
        Path missing = directory.resolve("no");
        Path file = missing.resolve("figures.json");
        assertUsageError("digits: --json %s: no such directory: %s".formatted(file, missing), "digits", "--json",
                file.toString());
        Path notOne = Files.writeString(directory.resolve("file"), "");
        assertUsageError("digits: --pictures %s: %s is not a directory".formatted(notOne.resolve("in"), notOne),
                "digits", "--pictures", notOne.resolve("in").toString());
        Run run = Run.of("digits", "--data", missing.toString());
        assertEquals("digits: mnist: no such directory: " + missing, run.err().stripTrailing());
        assertEquals(2, run.code());
    }
}

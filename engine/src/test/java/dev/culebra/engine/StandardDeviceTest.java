package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.culebra.cuda.EmulatedDriver;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The device of a JVM that names none, on a host whose driver is the emulated one; each in a JVM of its own. */
@Tag("jdk")
class StandardDeviceTest {
    private static final String PROGRAM = """
            import dev.culebra.engine.*;

            class Program {
                public static void main(String[] args) {
                    System.out.println(Device.standardReason());
                    try (Tensor x = Tensor.of(1, 2, 3); Tensor sum = x.sum()) {
                        System.out.println(sum.item());
                    }
                }
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void isTheCardWhereThereIsOne() throws Exception {
        List<String> lines = run("");
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("cuda:0: ") && line.endsWith(
                "(standard; -Dculebra.device=cpu uses the processor)")), lines::toString);
        assertEquals("6.0", lines.getLast());
    }

    @Test
    void isTheProcessorWhereTheCardFails() throws Exception {
        for (String fault : List.of("fail-launch=1", "bad-image=1", "memory=1")) {
            List<String> lines = run(fault);
            assertTrue(lines.stream().anyMatch(line -> line.startsWith("cpu: ") && line.contains(
                    "(standard; the card cannot be used: ")), () -> fault + ": " + lines);
            assertEquals("6.0", lines.getLast(), fault);
        }
    }

    private List<String> run(String fault) throws IOException, InterruptedException, URISyntaxException {
        Optional<Path> emulator = EmulatedDriver.folder();
        assumeTrue(emulator.isPresent(), "needs the emulated driver, which needs a C++ compiler");
        Path program = Files.writeString(directory.resolve("Program.java"), PROGRAM);
        Path output = directory.resolve("output");
        ProcessBuilder java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-Dculebra.cuda.path=" + emulator.orElseThrow(), "-cp",
                String.join(System.getProperty("path.separator"), place(Tensor.class), place(EmulatedDriver.class)),
                program.toString());
        java.environment().put("CULEBRA_EMULATOR", fault);
        java.redirectErrorStream(true).redirectOutput(output.toFile()).start().waitFor();
        return Files.readAllLines(output);
    }

    private static String place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    }
}

package dev.culebra.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The emulated driver's own tests, in C++, and its interface against the toolkit's header. */
class EmulatorSourcesTest {
    private static final Path TESTS = Path.of("src/emulator/test");

    /** Compiles what is not compiled yet, so the first run takes a minute. */
    @Test
    void itsTestsPass() throws Exception {
        Emulator.assumeBuilt();
        run("run.sh", Emulator.folder().toString());
    }

    @Test
    void itsInterfaceAgreesWithTheToolkit() throws Exception {
        Emulator.assumeBuilt();
        assumeFalse(run("check-header.sh").startsWith("no cuda.h"), "no CUDA toolkit: no cuda.h to compare with");
    }

    private static String run(String script, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", TESTS.resolve(script).toString());
        builder.command().addAll(List.of(arguments));
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}

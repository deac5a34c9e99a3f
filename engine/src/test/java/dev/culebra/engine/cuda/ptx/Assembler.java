package dev.culebra.engine.cuda.ptx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** NVIDIA's assembler, where it is installed. */
record Assembler(Path folder) {
    /** Skips the test where there is none. */
    static void assumeInstalled() {
        assumeTrue(Stream.of(System.getenv("PATH").split(File.pathSeparator)).anyMatch(place -> Files.isExecutable(Path
                .of(place, "ptxas"))), "ptxas is not installed: generated kernels are not assembled here");
    }

    /** Fails, with the assembler's words, unless it accepts the source. */
    void assemble(String architecture, String source) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("kernel.ptx"), source);
        Process process = new ProcessBuilder("ptxas", "-arch=" + architecture, "-o", folder.resolve("kernel.cubin")
                .toString(), file.toString()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said + source);
    }
}

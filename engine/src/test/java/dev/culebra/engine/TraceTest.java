package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.culebra.cuda.Cuda;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dculebra.trace=true}, in a JVM of its own, since it is read once. */
@Tag("jdk")
class TraceTest {
    private static final String PROGRAM = """
            import dev.culebra.engine.*;

            class Program {
                public static void main(String[] args) throws Exception {
                    Tensor tensor = Tensor.zeros(Shape.of(2), DType.F32, Device.of("cpu-scalar"));
                    finish(tensor);
                    try {
                        tensor.neg();
                    } catch (ClosedTensorException e) {
                        System.out.println(e.getMessage());
                        System.out.println(e.getCause().getMessage());
                        for (StackTraceElement frame : e.getCause().getStackTrace()) {
                            if (frame.getClassName().equals("Program")) {
                                System.out.println(frame.getMethodName());
                            }
                        }
                    }
                }

                static void finish(Tensor tensor) {
                    tensor.close();
                }
            }
            """;

    @Test
    void aClosedTensorTellsWhereItWasClosed(@TempDir Path directory) throws IOException, InterruptedException {
        Path program = Files.writeString(directory.resolve("Program.java"), PROGRAM);
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dculebra.trace=true", "-cp",
                String.join(System.getProperty("path.separator"), place(Tensor.class), place(
                        Cuda.class)),
                program.toString())
                .redirectErrorStream(true).redirectOutput(output.toFile()).start();
        process.waitFor();
        List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
        assertEquals(List.of("tensor [2] F32 was closed and cannot be used", "closed here", "finish", "main"), lines);
    }

    private static String place(Class<?> type) {
        return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString())).toString();
    }
}

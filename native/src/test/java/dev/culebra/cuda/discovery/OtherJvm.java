package dev.culebra.cuda.discovery;

import dev.culebra.cuda.Cuda;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@link DevicesMain} in a JVM of its own, with everything on the class path. */
record OtherJvm(List<String> output, List<String> errors) {
    static OtherJvm devices(Map<String, String> environment, List<Path> libraries, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-cp");
        command.add(Stream.concat(Stream.of(home(Cuda.class), home(DevicesMain.class)), libraries.stream())
                .map(Path::toString).collect(Collectors.joining(System.getProperty("path.separator"))));
        command.addAll(List.of(options));
        command.add(DevicesMain.class.getName());
        Path errors = Files.createTempFile("devices", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            List<String> output = process.inputReader(StandardCharsets.UTF_8).readAllLines();
            process.waitFor();
            return new OtherJvm(output, Files.readAllLines(errors));
        } finally {
            Files.delete(errors);
        }
    }

    /** The folder or jar that a class is from. */
    static Path home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}

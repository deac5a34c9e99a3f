package dev.culebra.bench.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What processor figures are from. */
public final class Processor {
    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    private Processor() {}

    /** As Linux has it, else the architecture. */
    public static String name() {
        if (Files.isReadable(CPUINFO)) {
            try (var lines = Files.lines(CPUINFO)) {
                return lines.filter(line -> line.startsWith("model name")).map(line -> line.replaceFirst(".*:\\s*", ""))
                        .findFirst().orElse(System.getProperty("os.arch"));
            } catch (IOException unreadable) {
                return System.getProperty("os.arch");
            }
        }
        return System.getProperty("os.arch");
    }
}

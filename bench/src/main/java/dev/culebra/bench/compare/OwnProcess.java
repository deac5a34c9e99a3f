package dev.culebra.bench.compare;

import dev.culebra.engine.cpu.CpuThreads;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that starts a class of this class path in a JVM as this one, with a number of threads. */
final class OwnProcess {
    private OwnProcess() {}

    static List<String> command(Class<?> main, int threads, String... args) {
        List<String> command =
                new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-D" + CpuThreads.PROPERTY + "=" + threads, "-cp", System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(args));
        return command;
    }
}

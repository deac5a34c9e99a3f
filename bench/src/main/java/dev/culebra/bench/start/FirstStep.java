package dev.culebra.bench.start;

import dev.culebra.bench.StepBenchmark;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How long a process takes from its start to the end of the first training step, and to full speed; and the memory it had at
 * most. Processes with and without what Java can keep of an earlier run take turns: an AOT cache, and an archive of classes.
 *
 * <pre>
 * mvn -q verify -Dbench=start
 * mvn -q verify -Dbench=start -Dargs="E 2 25 1"
 * </pre>
 */
public final class FirstStep {
    private static final int WINDOW = 20;
    private static final double NEARLY = 1.5;

    private final List<String> training;

    private FirstStep(List<String> training) {
        this.training = training;
    }

    /** How a process is started. */
    private record Way(String name, List<String> options) {}

    /** Milliseconds from the process's start, and MiB. */
    record Run(double first, double full, double step, double memory) {}

    /**
     * Prints a table, medians of all rounds.
     *
     * @param args the network (A), threads (2), further steps (30000), rounds (5)
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        String[] standard = {StepBenchmark.Step.A.name(), "2", "30000", "5"};
        for (int i = 0; i < args.length; i++) {
            standard[i] = args[i];
        }
        new FirstStep(List.of(standard).subList(0, 3)).compare(Integer.parseInt(standard[3]));
    }

    private void compare(int rounds) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("first-step");
        Path cache = folder.resolve("steps.aot");
        Path archive = folder.resolve("steps.jsa");
        try {
            run(List.of("-XX:AOTCacheOutput=" + cache));
            run(List.of("-XX:ArchiveClassesAtExit=" + archive));
            List<Way> ways = List.of(new Way("as it is", List.of()),
                    new Way("AOT cache", List.of("-XX:AOTCache=" + cache)),
                    new Way("archive of classes", List.of("-XX:SharedArchiveFile=" + archive)),
                    new Way("archive, serial collector",
                            List.of("-XX:SharedArchiveFile=" + archive, "-XX:+UseSerialGC")));
            List<List<Run>> runs = new ArrayList<>();
            ways.forEach(way -> runs.add(new ArrayList<>()));
            for (int round = 0; round < rounds; round++) {
                for (int way = 0; way < ways.size(); way++) {
                    runs.get(way).add(run(ways.get(way).options()));
                }
            }
            System.out.println("| " + String.join(" ", training)
                    + " | first step, ms | full speed, ms | a step then, µs | memory at most, MiB |");
            System.out.println("|---|---|---|---|---|");
            for (int way = 0; way < ways.size(); way++) {
                System.out.println(line(ways.get(way).name(), runs.get(way)));
            }
        } finally {
            Files.deleteIfExists(cache);
            Files.deleteIfExists(archive);
            Files.delete(folder);
        }
    }

    private static String line(String name, List<Run> runs) {
        return String.format(Locale.ROOT, "| %s | %.0f | %.0f | %,.1f | %.0f |", name,
                median(runs.stream().mapToDouble(Run::first).toArray()),
                median(runs.stream().mapToDouble(Run::full).toArray()),
                median(runs.stream().mapToDouble(Run::step).toArray()),
                median(runs.stream().mapToDouble(Run::memory).toArray()));
    }

    private Run run(List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-Xlog:cds*=off", "-Xlog:aot*=off", "-cp", jars(), Steps.class.getName()));
        command.addAll(training);
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader output = process.inputReader()) {
            String line = output.readLine();
            while (line != null && !line.equals(Steps.FIRST)) {
                line = output.readLine();
            }
            double first = (System.nanoTime() - start) * 1e-6;
            double[] numbers = output.lines().filter(each -> each.matches("\\d+")).mapToDouble(Double::parseDouble)
                    .toArray();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("code " + process.exitValue() + " of " + command);
            }
            return figures(first, numbers);
        }
    }

    /** @param numbers when each step was done, in nanoseconds after the first, and the memory in KiB */
    static Run figures(double first, double[] numbers) {
        double[] done = Arrays.copyOf(numbers, numbers.length - 1);
        double[] steps = new double[done.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = done[i] - (i == 0 ? 0 : done[i - 1]);
        }
        double step = median(Arrays.copyOfRange(steps, steps.length * 4 / 5, steps.length));
        int at = 0;
        while (at + WINDOW < steps.length
                && median(Arrays.copyOfRange(steps, at, at + WINDOW)) >= NEARLY * step) {
            at += WINDOW;
        }
        return new Run(first, first + (at == 0 ? 0 : done[at - 1]) * 1e-6, step * 1e-3,
                numbers[numbers.length - 1] / 1024);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    /** Java keeps nothing of classes in folders: the jar that was made of a folder stands for it. */
    private static String jars() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
                .map(FirstStep::jar).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static Path jar(Path entry) {
        if (!Files.isDirectory(entry)) {
            return entry;
        }
        try (Stream<Path> files = Files.list(entry.toAbsolutePath().getParent())) {
            return files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElse(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.culebra.bench.start;

import com.google.gson.GsonBuilder;
import dev.culebra.bench.StepBenchmark;
import dev.culebra.bench.results.ResultFiles;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How long a process takes from its start to the end of the first training step, and to full speed; and the memory it had at
 * most. Processes with and without what Java can keep of an earlier run take turns, an AOT cache and an archive of classes, and
 * PyTorch where an interpreter has it.
 *
 * <pre>
 * mvn -q verify -Dbench=start -Dpython=PYTHON
 * mvn -q verify -Dbench=start -Dargs="E 2 25 1"
 * </pre>
 */
public final class FirstStep {
    private final StepBenchmark.Step step;
    private final String threads;
    private final String steps;

    private FirstStep(StepBenchmark.Step step, String threads, String steps) {
        this.step = step;
        this.threads = threads;
        this.steps = steps;
    }

    /**
     * Prints a table, medians of all rounds, and writes it into {@code bench/results}.
     *
     * @param args {@code --python PYTHON}, which may be missing, as may all that follows: the network (A), threads (2), further
     *        steps (30000), rounds (5)
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(args));
        Optional<String> python = Optional.empty();
        int option = words.indexOf("--python");
        if (option >= 0) {
            words.remove(option);
            python = Optional.of(words.remove(option));
        }
        List<String> standard = List.of(StepBenchmark.Step.A.name(), "2", "30000", "5");
        words.addAll(standard.subList(words.size(), standard.size()));
        var network = StepBenchmark.Step.valueOf(words.get(0));
        new FirstStep(network, words.get(1), words.get(2)).compare(python, Integer.parseInt(words.get(3)));
    }

    private void compare(Optional<String> python, int rounds) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("first-step");
        Path cache = folder.resolve("steps.aot");
        Path archive = folder.resolve("steps.jsa");
        try {
            java("", "-XX:AOTCacheOutput=" + cache).run();
            java("", "-XX:ArchiveClassesAtExit=" + archive).run();
            List<Way> ways = new ArrayList<>(List.of(java("as it is"), java("AOT cache", "-XX:AOTCache=" + cache),
                    java("archive of classes", "-XX:SharedArchiveFile=" + archive),
                    java("archive, serial collector", "-XX:SharedArchiveFile=" + archive, "-XX:+UseSerialGC")));
            python.map(this::pytorch).ifPresent(ways::add);
            SequencedMap<String, List<Run>> runs = new LinkedHashMap<>();
            for (int round = 0; round < rounds; round++) {
                for (Way way : ways) {
                    runs.computeIfAbsent(way.name(), _ -> new ArrayList<>()).add(way.run());
                }
            }
            String table = table(runs);
            System.out.print(table);
            ResultFiles.write("start-" + step.name().toLowerCase(Locale.ROOT), new GsonBuilder().setPrettyPrinting()
                    .create().toJson(runs) + "\n",
                    facts -> ResultFiles.head("From the start of a process", facts) + table);
        } finally {
            Files.deleteIfExists(cache);
            Files.deleteIfExists(archive);
            Files.delete(folder);
        }
    }

    private String table(Map<String, List<Run>> runs) {
        List<String> lines = new ArrayList<>();
        lines.add("| %s, %s threads | first step, ms | full speed, ms | a step then, µs | memory at most, MiB |"
                .formatted(
                        step.label(), threads));
        lines.add("|---|--:|--:|--:|--:|");
        runs.forEach((way, own) -> lines.add(String.format(Locale.ROOT, "| %s | %,.0f | %,.0f | %,.1f | %.0f |", way,
                median(own, Run::first), median(own, Run::full), median(own, Run::step), median(own, Run::memory))));
        return String.join("\n", lines) + "\n";
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
        return Run.median(runs.stream().mapToDouble(figure).toArray());
    }

    private Way java(String name, String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of(options));
        command.addAll(List.of("-Xlog:cds*=off", "-Xlog:aot*=off", "-cp", jars(), Steps.class.getName(), step.name(),
                threads, steps));
        return new Way(name, command);
    }

    private Way pytorch(String python) {
        return new Way("PyTorch", List.of(python, "-u", Path.of("bench", "peers", "steps.py").toString(), step.sizes()
                .stream().map(String::valueOf).collect(Collectors.joining(",")), Integer.toString(step.batch()),
                step.activation().name(), threads, steps));
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

package dev.culebra.bench.results;

import dev.culebra.bench.compare.Comparison;
import dev.culebra.bench.start.FirstStep;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.Main;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs benchmarks: {@code quick}, a choice of them in less than five minutes, or {@code all}, with results into {@code
 * bench/results} as JSON and as a table; {@code compare}, beside other libraries; {@code start}, the first step of a process
 * ({@link FirstStep}); or those that a regular expression finds, as JMH's own command does.
 *
 * <pre>
 * mvn -q verify -Dbench=quick
 * mvn -q verify -Dbench=all
 * mvn -q verify -Dbench=start -Dpython=PYTHON
 * mvn -q verify -Ppeers -Dbench=compare -Dpython=PYTHON -Dargs="--threads 1,2"
 * mvn -q verify -Dbench=StepBenchmark -Dargs="-p step=A"
 * </pre>
 */
public final class Benchmarks {
    private static final Path PEERS = Path.of("bench", "peers");

    /** What is worth five minutes: of each benchmark the lines that say most. */
    private static final List<Part> QUICK = List.of(
            new Part("StepBenchmark", Map.of()),
            new Part("ProductBenchmark", Map.of("shape", List.of("512x512x512/nn", "1024x1024x1024/nn", "64x16x784/nt",
                    "64x128x784/nt", "784x16x64/tn", "1x128x784/nt"))),
            new Part("ElementwiseBenchmark",
                    Map.of("function", List.of("COPY", "RELU", "ADD", "SIGMOID", "BIAS_SIGMOID",
                            "CHAIN_OF_6"))),
            new Part("MatmulBenchmark", Map.of("product", List.of("SQUARE_512", "VECTOR"), "dtype", List.of("F64"))),
            new Part("DataLoadingBenchmark", Map.of("batch", List.of("64"))),
            new Part("PictureBenchmark.decode", Map.of("side", List.of("256"))));

    /** Benchmarks with some of their parameters. */
    private record Part(String include, Map<String, List<String>> parameters) {}

    private Benchmarks() {}

    /**
     * Runs them.
     *
     * @param args {@code quick}, {@code all}, {@code compare} or a regular expression; then options of JMH
     */
    public static void main(String[] args)
            throws IOException, InterruptedException, RunnerException, CommandLineOptionException {
        String what = args.length == 0 ? "" : args[0];
        String[] options = Arrays.copyOfRange(args, Math.min(1, args.length), args.length);
        switch (what) {
            case "quick" -> write("quick", run(QUICK, options, true));
            case "all" -> write("all", run(List.of(new Part(".*", Map.of())), options, false));
            case "compare" -> Comparison.main(Stream
                    .concat(Stream.of("--device", "cpu", "--out", ResultFiles.FOLDER.toString(),
                            "--peers", PEERS.toString(), "--threads", threads()), Stream.of(options))
                    .toArray(String[]::new));
            case "start" -> FirstStep.main(options);
            default -> Main.main(args);
        }
    }

    /** One, and as many as there are. */
    private static String threads() {
        int processors = Runtime.getRuntime().availableProcessors();
        return processors == 1 ? "1" : "1," + processors;
    }

    private static List<RunResult> run(List<Part> parts, String[] args, boolean quick) throws RunnerException,
            CommandLineOptionException {
        List<RunResult> results = new ArrayList<>();
        for (Part part : parts) {
            ChainedOptionsBuilder options =
                    new OptionsBuilder().parent(new CommandLineOptions(args)).include(part.include);
            part.parameters.forEach((name, values) -> options.param(name, values.toArray(String[]::new)));
            if (quick) {
                options.forks(1).warmupIterations(4).warmupTime(TimeValue.milliseconds(500)).measurementIterations(5)
                        .measurementTime(TimeValue.milliseconds(400));
            }
            results.addAll(new Runner(options.build()).run());
        }
        return results;
    }

    private static void write(String what, List<RunResult> results) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ResultFormatFactory.getInstance(ResultFormatType.JSON, new PrintStream(bytes, false, StandardCharsets.UTF_8))
                .writeOut(results);
        String json = bytes.toString(StandardCharsets.UTF_8);
        ResultFiles.write(what, json, facts -> JmhTable.of(json, facts));
    }
}

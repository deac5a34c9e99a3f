package dev.culebra.bench.start;

import dev.culebra.bench.StepBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A process that trains, step by step, from its start on: says when the first step is done, then how many nanoseconds later each other
 * one was, then how much memory the process had at most.
 */
public final class Steps {
    /** What it prints when the first step is done. */
    static final String FIRST = "first";

    private Steps() {}

    /**
     * @param args the network, as {@link StepBenchmark.Step} names it; threads; steps
     */
    public static void main(String[] args) throws Exception {
        StepBenchmark benchmark = new StepBenchmark();
        benchmark.step = StepBenchmark.Step.valueOf(args[0]);
        benchmark.threads = Integer.parseInt(args[1]);
        benchmark.open();
        double loss = benchmark.train();
        System.out.println(FIRST);
        long first = System.nanoTime();
        long[] done = new long[Integer.parseInt(args[2])];
        for (int i = 0; i < done.length; i++) {
            loss += benchmark.train();
            done[i] = System.nanoTime() - first;
        }
        if (!Double.isFinite(loss)) {
            throw new IllegalStateException("the loss is " + loss);
        }
        var text = new StringBuilder();
        for (long nanos : done) {
            text.append(nanos).append('\n');
        }
        System.out.print(text);
        System.out.println(peak());
        benchmark.close();
    }

    /** In KiB, as Linux counts. */
    private static String peak() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:")).findFirst().orElse("VmHWM: 0 kB")
                    .replaceAll("\\D+", "");
        }
    }
}

package dev.culebra.bench.start;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;

/**
 * How a process that trains is started.
 *
 * @param name in tables
 * @param command prints what {@link Steps} prints
 */
record Way(String name, List<String> command) {
    Run run() throws IOException, InterruptedException {
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
            if (process.waitFor() != 0 || numbers.length == 0) {
                throw new IllegalStateException("code " + process.exitValue() + " of " + command);
            }
            return Run.of(first, numbers);
        }
    }
}

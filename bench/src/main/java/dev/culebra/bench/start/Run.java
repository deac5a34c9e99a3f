package dev.culebra.bench.start;

import java.util.Arrays;

/**
 * What one process took.
 *
 * @param first milliseconds from its start to the end of the first step
 * @param full milliseconds from its start to full speed
 * @param step microseconds of a step then
 * @param memory MiB that were resident at most
 */
record Run(double first, double full, double step, double memory) {
    private static final int WINDOW = 20;
    private static final double NEARLY = 1.5;

    /** @param numbers when each step was done, in nanoseconds after the first, and the memory in KiB */
    static Run of(double first, double[] numbers) {
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

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}

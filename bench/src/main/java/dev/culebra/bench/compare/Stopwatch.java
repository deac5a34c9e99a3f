package dev.culebra.bench.compare;

import java.util.Arrays;

/**
 * Times work that a card does while the host goes on: so many calls that they take a while, then one wait for all of them, and the
 * median of several such rounds. The wait is a part of what is timed; in a round it is as good as nothing.
 *
 * @param roundSeconds about how long a round takes
 */
record Stopwatch(int rounds, double roundSeconds, int mostCalls) {
    /** For a card. */
    static final Stopwatch FULL = new Stopwatch(7, 0.05, 20_000);
    /** To see that everything works. */
    static final Stopwatch TINY = new Stopwatch(3, 0.005, 4);

    /** Seconds of one call, the waiting for its end included. */
    Figure.Measured time(Runnable work, Runnable await) {
        return time(work, await, true);
    }

    /** Seconds that the host is kept by one call. */
    Figure.Measured timeHost(Runnable work, Runnable await) {
        return time(work, await, false);
    }

    private Figure.Measured time(Runnable work, Runnable await, boolean toTheEnd) {
        round(work, await, 1, toTheEnd); // compiles kernels
        double estimate = round(work, await, 2, toTheEnd);
        int calls = (int) Math.clamp(roundSeconds / Math.max(estimate, 1e-9), 1, mostCalls);
        round(work, await, calls, toTheEnd); // and brings the clocks up
        double[] seconds = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            seconds[i] = round(work, await, calls, toTheEnd);
        }
        Arrays.sort(seconds);
        return new Figure.Measured(seconds[rounds / 2]);
    }

    private static double round(Runnable work, Runnable await, int calls, boolean toTheEnd) {
        await.run();
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            work.run();
        }
        if (toTheEnd) {
            await.run();
        }
        long end = System.nanoTime();
        await.run();
        return (end - start) * 1e-9 / calls;
    }
}

package dev.culebra.bench.peer;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/**
 * Takes the time of work that a card may do while the host goes on: so many calls that they take a while, then one wait for all of
 * them, several times over. The wait is a part of what is timed; in a round it is as good as nothing.
 *
 * <p>Before that, rounds are run until they do not become faster any more and the JIT has nothing more to compile: clocks rise,
 * memory is mapped, and a training step is compiled for seconds.
 *
 * @param rounds that are taken
 * @param roundSeconds about how long one takes
 * @param mostCalls in a round
 * @param fresh warming of work that has not been done before
 * @param again warming of work that has been timed before
 */
public record Stopwatch(int rounds, double roundSeconds, int mostCalls, Warming fresh, Warming again) {
    /** For a processor. */
    public static final Stopwatch CPU =
            new Stopwatch(5, 0.05, 20_000, new Warming(0.6, 12), new Warming(0.2, 3));
    /** For a card, of which there is often little time. */
    public static final Stopwatch CARD =
            new Stopwatch(7, 0.05, 20_000, new Warming(0.2, 3), new Warming(0.1, 1));
    /** To see that everything works. */
    public static final Stopwatch TINY =
            new Stopwatch(3, 0.005, 4, new Warming(0, 0.02), new Warming(0, 0.01));

    /** Rounds that are compared with as many before them. */
    private static final int WINDOW = 4;
    private static final double STEADY = 0.97;
    /** Milliseconds that compiling may take during these rounds. */
    private static final long IDLE_JIT_MILLIS = 10;

    /**
     * How long warming goes on.
     *
     * @param leastSeconds whatever it shows
     * @param mostSeconds even if rounds become faster still
     */
    public record Warming(double leastSeconds, double mostSeconds) {}

    /**
     * Seconds of a call in each round.
     *
     * @param await waits for the end of what was called
     * @param toTheEnd whether the waiting is timed too
     * @param again whether the same work was timed before
     */
    public double[] time(Runnable work, Runnable await, boolean toTheEnd, boolean again) {
        int calls = warm(work, await, toTheEnd, again ? this.again : fresh);
        double[] seconds = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            seconds[i] = round(work, await, calls, toTheEnd);
        }
        return seconds;
    }

    /** Calls that make a round. */
    private int warm(Runnable work, Runnable await, boolean toTheEnd, Warming warming) {
        double[] latest = new double[2 * WINDOW];
        long[] compiling = new long[2 * WINDOW];
        int calls = 1;
        int count = 0;
        double elapsed;
        long start = System.nanoTime();
        do {
            int slot = count++ % latest.length;
            compiling[slot] = compilingMillis();
            latest[slot] = round(work, await, calls, toTheEnd);
            calls = (int) Math.clamp(roundSeconds / Math.max(latest[slot], 1e-9), 1, mostCalls);
            elapsed = (System.nanoTime() - start) * 1e-9;
        } while (elapsed < warming.leastSeconds || elapsed < warming.mostSeconds && !(count >= latest.length
                && isSteady(latest, count)
                && compilingMillis() - compiling[count % latest.length] <= IDLE_JIT_MILLIS));
        return calls;
    }

    /** That the JIT has spent until now. */
    private static long compilingMillis() {
        CompilationMXBean jit = ManagementFactory.getCompilationMXBean();
        return jit != null && jit.isCompilationTimeMonitoringSupported() ? jit.getTotalCompilationTime() : 0;
    }

    /** Whether the best of the last rounds is no better than the best of those before. */
    private static boolean isSteady(double[] latest, int count) {
        double before = Double.MAX_VALUE;
        double after = Double.MAX_VALUE;
        for (int i = 0; i < WINDOW; i++) {
            before = Math.min(before, latest[(count + i) % latest.length]);
            after = Math.min(after, latest[(count + WINDOW + i) % latest.length]);
        }
        return after >= STEADY * before;
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

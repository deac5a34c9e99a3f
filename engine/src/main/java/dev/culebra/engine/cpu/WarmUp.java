package dev.culebra.engine.cpu;

import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Takes code that computes with vectors through the JIT compiler on a thread of its own, while those who need the results have them
 * from plain Java.
 *
 * <p>Interpreted, and even compiled by the first compiler, the Vector API takes a microsecond for an operation on a vector,
 * fifty times as long as plain Java for its elements; only the second compiler turns that round. A first epoch of a small
 * network would spend most of its time so. The thread rehearses new code on memory of its own until the compiler has noticed
 * it, then looks from time to time whether it has become fast. It ends when there is nothing left to do.
 *
 * <pre>{@code
 * WarmUp.ofProperties().ifPresent(warmUp -> warmUp.start(rehearsal));
 * }</pre>
 */
public final class WarmUp {
    /** Names the system property that {@link #ofProperties()} reads. */
    public static final String PROPERTY = "culebra.cpu.warmup";

    private static final System.Logger LOGGER = System.getLogger(WarmUp.class.getName());

    /** Time on end for one piece of code. */
    private static final long LOOK_NANOS = 3_000_000;
    /** How many times as long it rests then: the compiler and those who compute in plain Java want the processors too. */
    private static final int REST = 10;
    private static final int CALLS_A_LOOK = 250;
    /** The compiler may have been too busy to take note of more. */
    private static final int CALLS_A_LATE_LOOK = 20;
    /** Many times what the compiler needs to take note of it when it has nothing else to do. */
    private static final long NANOS_TO_COMPILE = 400_000_000;
    private static final int CALLS_TO_COMPILE = 20_000;
    private static final long LATE_LOOK_MILLIS = 20;
    /** After a minute plain Java is kept: this machine has no vectors for it. */
    private static final int LOOKS = 3_000;
    private static final int TIMINGS = 5;
    private static final long IDLE_MILLIS = 500;

    private final ScheduledThreadPoolExecutor executor;

    /** Starts no thread before there is something to do. */
    public WarmUp() {
        executor = new ScheduledThreadPoolExecutor(1,
                task -> Thread.ofPlatform().daemon().name("culebra-warm-up").unstarted(task));
        executor.setKeepAliveTime(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        executor.allowCoreThreadTimeOut(true);
    }

    /**
     * Empty if the system property {@value #PROPERTY} is {@code none}: vectors are then used from the first call on, compiled or
     * not.
     */
    public static Optional<WarmUp> ofProperties() {
        return "none".equals(System.getProperty(PROPERTY)) ? Optional.empty() : Optional.of(new WarmUp());
    }

    /** Code that is to be compiled, and what it is for. */
    public interface Rehearsal {
        /**
         * Runs the code once.
         *
         * @param number how often it was run before; in the first calls it should do little, for the interpreter runs it, and counts
         */
        void call(int number);

        /** Whether it has become fast. */
        boolean isFast();

        /** Puts it in its place. */
        void promote();
    }

    /** The time of the fastest of a few runs. */
    public static long bestNanos(Runnable run) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TIMINGS; i++) {
            long start = System.nanoTime();
            run.run();
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    /** Rehearses until the code is fast, and then promotes it. */
    public void start(Rehearsal rehearsal) {
        executor.execute(new Progress(rehearsal)::look);
    }

    private final class Progress {
        private final Rehearsal rehearsal;
        private long nanos;
        private int calls;
        private int looks;

        Progress(Rehearsal rehearsal) {
            this.rehearsal = rehearsal;
        }

        /** Runs the code some more and looks what has become of it. */
        void look() {
            try {
                boolean busy = nanos < NANOS_TO_COMPILE && calls < CALLS_TO_COMPILE;
                long start = System.nanoTime();
                int end = calls + (busy ? CALLS_A_LOOK : CALLS_A_LATE_LOOK);
                while (calls < end && System.nanoTime() - start < LOOK_NANOS) {
                    rehearsal.call(calls++);
                }
                boolean fast = rehearsal.isFast();
                long taken = System.nanoTime() - start;
                nanos += taken;
                if (fast) {
                    rehearsal.promote();
                } else if (++looks < LOOKS) {
                    long rest = busy ? REST * taken : TimeUnit.MILLISECONDS.toNanos(LATE_LOOK_MILLIS);
                    executor.schedule(this::look, rest, TimeUnit.NANOSECONDS);
                }
            } catch (RuntimeException | LinkageError e) {
                LOGGER.log(System.Logger.Level.WARNING, "no vectors for " + rehearsal + ", which plain Java computes",
                        e);
            }
        }
    }
}

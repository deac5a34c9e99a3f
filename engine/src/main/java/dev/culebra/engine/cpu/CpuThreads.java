package dev.culebra.engine.cpu;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads of the CPU backend: a small pool that splits one operation over the cores.
 *
 * <p>The caller takes part, so a pool of {@code count} threads owns {@code count - 1} daemon threads, named
 * {@code culebra-cpu-1} and so on. Tasks are claimed one by one, so uneven tasks leave no idle tail. A thread without
 * work looks out for more for some microseconds, then for a fifth of a millisecond whenever nobody else wants its processor,
 * and then sleeps.
 *
 * <p>One operation at a time is split. Whoever calls while the pool is busy, be it another host thread or a task of the
 * running operation, runs its own tasks itself, in order; nothing ever waits for a free thread, so nothing can
 * deadlock.
 *
 * {@snippet :
 * try (var threads = new CpuThreads(4)) {
 *     var squares = new int[100];
 *     threads.forEach(squares.length, task -> squares[task] = task * task);
 * }
 * }
 */
public final class CpuThreads implements AutoCloseable {
    /** The system property that {@link #fromProperties()} reads. */
    public static final String PROPERTY = "culebra.threads";

    private static final int MAX_COUNT = 1024;
    private static final long SPIN_NANOS = 30_000;
    /** Waking a thread takes as long as a small product, and between two products of a training step is less time than this. */
    private static final long YIELD_NANOS = 200_000;
    private static final int SPINS_PER_LOOK = 64;

    private final Worker[] workers;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile @Nullable Job current;
    private volatile boolean closed;

    /**
     * Starts a pool.
     *
     * @param threads how many threads work on one operation, the caller included
     * @throws IllegalArgumentException when {@code threads} is not within 1 to 1024
     */
    public CpuThreads(int threads) {
        if (threads < 1 || threads > MAX_COUNT) {
            throw new IllegalArgumentException("threads: must be 1 to " + MAX_COUNT + ", was " + threads);
        }
        workers = new Worker[threads - 1];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker("culebra-cpu-" + (i + 1));
        }
        for (Worker worker : workers) {
            worker.start();
        }
    }

    /**
     * Starts a pool of as many threads as the property {@value #PROPERTY} says, or, where it is not set, as there are
     * processors.
     *
     * @throws IllegalArgumentException when the property is not a number within 1 to 1024
     */
    public static CpuThreads fromProperties() {
        String value = System.getProperty(PROPERTY);
        if (value == null) {
            return new CpuThreads(Math.min(Runtime.getRuntime().availableProcessors(), MAX_COUNT));
        }
        try {
            int threads = Integer.parseInt(value.strip());
            if (threads >= 1 && threads <= MAX_COUNT) {
                return new CpuThreads(threads);
            }
        } catch (NumberFormatException e) {
            throw badProperty(value, e);
        }
        throw badProperty(value, null);
    }

    private static IllegalArgumentException badProperty(String value, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                PROPERTY + ": must be a number of threads, 1 to " + MAX_COUNT + ", was \"" + value + "\"", cause);
    }

    /** How many threads work on one operation, the caller included. */
    public int count() {
        return workers.length + 1;
    }

    /**
     * Runs {@code body} once for each task {@code 0} to {@code tasks - 1}, in any order and on any thread of the pool,
     * and returns when all are done. What the tasks wrote is visible to the caller.
     *
     * <p>When a task throws, tasks not yet begun are left out, and the caller gets what the first one threw, with what
     * others threw as suppressed. After {@link #close()} the caller runs all tasks.
     */
    public void forEach(int tasks, IntConsumer body) {
        if (tasks > 1 && workers.length > 0 && !closed && busy.compareAndSet(false, true)) {
            var job = new Job(tasks, body);
            try {
                current = job;
                wake(Math.min(workers.length, tasks - 1));
                job.work();
                job.await();
            } finally {
                current = null;
                busy.set(false);
            }
            job.rethrow();
        } else {
            for (int task = 0; task < tasks; task++) {
                body.accept(task);
            }
        }
    }

    private boolean hasWork() {
        Job job = current;
        return job != null && job.hasWork();
    }

    private void wake(int wanted) {
        for (int i = 0; i < wanted; i++) {
            if (workers[i].asleep) {
                LockSupport.unpark(workers[i]);
            }
        }
    }

    /** Ends the threads. An operation in progress is finished first, by its caller. */
    @Override
    public void close() {
        closed = true;
        for (Worker worker : workers) {
            LockSupport.unpark(worker);
        }
    }

    private final class Worker extends Thread {
        private volatile boolean asleep;

        Worker(String name) {
            super(name);
            setDaemon(true);
        }

        @Override
        public void run() {
            long idleSince = System.nanoTime();
            while (!closed) {
                Job job = current;
                if (job != null && job.work()) {
                    idleSince = System.nanoTime();
                } else if (System.nanoTime() - idleSince < SPIN_NANOS) {
                    look();
                } else if (System.nanoTime() - idleSince < YIELD_NANOS) {
                    // Whoever wants the processor, such as the JIT compiler, gets it.
                    Thread.yield();
                } else {
                    sleep();
                    idleSince = System.nanoTime();
                }
            }
        }

        private void look() {
            for (int i = 0; i < SPINS_PER_LOOK && !hasWork(); i++) {
                Thread.onSpinWait();
            }
        }

        private void sleep() {
            asleep = true;
            while (!hasWork() && !closed) {
                LockSupport.park(CpuThreads.this);
                Thread.interrupted();
            }
            asleep = false;
        }
    }
}

package dev.culebra.engine.cpu;

import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** One call of {@link CpuThreads#forEach}: tasks to claim, how many are unfinished, and what went wrong. */
final class Job {
    private static final long SPIN_NANOS = 50_000;
    private static final int SPINS_PER_LOOK = 64;

    private final int tasks;
    private final IntConsumer body;
    private final Thread caller = Thread.currentThread();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean callerAsleep;

    Job(int tasks, IntConsumer body) {
        this.tasks = tasks;
        this.body = body;
    }

    boolean hasWork() {
        return next.get() < tasks;
    }

    /** Claims and runs tasks until none is left, and says whether there was one. */
    boolean work() {
        int done = 0;
        // Read before claiming: an idle thread must not drive the counter on for ever.
        while (hasWork()) {
            int task = next.getAndIncrement();
            if (task >= tasks) {
                break;
            }
            run(task);
            done++;
        }
        if (done > 0 && finished.addAndGet(done) == tasks && callerAsleep) {
            LockSupport.unpark(caller);
        }
        return done > 0;
    }

    private void run(int task) {
        if (failure.get() != null) {
            return;
        }
        try {
            body.accept(task);
        } catch (Throwable thrown) {
            if (!failure.compareAndSet(null, thrown) && failure.get() != thrown) {
                failure.get().addSuppressed(thrown);
            }
        }
    }

    /** Waits, by the caller only, for the tasks that other threads have claimed. */
    void await() {
        long start = System.nanoTime();
        do {
            for (int i = 0; i < SPINS_PER_LOOK; i++) {
                if (finished.get() == tasks) {
                    return;
                }
                Thread.onSpinWait();
            }
        } while (System.nanoTime() - start < SPIN_NANOS);
        callerAsleep = true;
        boolean interrupted = false;
        while (finished.get() != tasks) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            caller.interrupt();
        }
    }

    void rethrow() {
        switch (failure.get()) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null -> {}
            case Throwable e -> throw new CompletionException(e);
        }
    }
}

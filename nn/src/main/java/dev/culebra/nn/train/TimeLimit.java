package dev.culebra.nn.train;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Stops a training after some time, at the end of the step that is under way then. The {@linkplain Trainer#state() state} is
 * one that can be gone on from.
 *
 * <pre>{@code
 * trainer.fit(train, Optional.of(valid), 100, new TimeLimit(Duration.ofMinutes(10)));
 * }</pre>
 */
public final class TimeLimit implements TrainingListener {
    private final long nanos;
    private final LongSupplier clock;
    private boolean started;
    private long start;

    /** Counts from the first step that follows. */
    public TimeLimit(Duration limit) {
        this(limit, System::nanoTime);
    }

    /**
     * @param clock tells nanoseconds
     */
    TimeLimit(Duration limit, LongSupplier clock) {
        this.nanos = limit.toNanos();
        this.clock = clock;
    }

    @Override
    public void stepping(long steps) {
        if (!started) {
            started = true;
            start = clock.getAsLong();
        }
    }

    @Override
    public boolean goesOn(StepReport step) {
        return clock.getAsLong() - start < nanos;
    }
}

package dev.culebra.nn.train;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Says now and then how a training goes, for a log or a terminal: where it is, the mean loss and the examples a second since the
 * line before; and a line for each epoch. How often is a matter of time, so that short steps do not flood a log.
 *
 * <pre>{@code
 * System.Logger log = System.getLogger("training");
 * trainer.fit(train, Optional.of(valid), 5, new ProgressLines(Duration.ofSeconds(10), line -> log.log(Level.INFO, line)));
 * // epoch 1, step 412 of 938: loss 0.4182, 18240 examples/s
 * // epoch 1: loss 0.3013, validation loss 0.2203, accuracy 0.9352, 3.3 s
 * }</pre>
 */
public final class ProgressLines implements TrainingListener {
    private final long nanos;
    private final Consumer<String> lines;
    private final LongSupplier clock;
    private boolean started;
    private long since;
    private double loss;
    private long examples;

    /**
     * @param every least time between the lines of steps; zero for a line each step
     * @param lines takes each line, without an end of line, on the training's thread
     * @throws IllegalArgumentException if {@code every} is negative
     */
    public ProgressLines(Duration every, Consumer<String> lines) {
        this(every, lines, System::nanoTime);
    }

    /**
     * @param clock tells nanoseconds
     */
    ProgressLines(Duration every, Consumer<String> lines, LongSupplier clock) {
        if (every.isNegative()) {
            throw new IllegalArgumentException("progress: the time between lines is not negative (" + every + ")");
        }
        this.nanos = every.toNanos();
        this.lines = lines;
        this.clock = clock;
    }

    @Override
    public void stepping(long steps) {
        if (!started) {
            started = true;
            begin(clock.getAsLong());
        }
    }

    @Override
    public void stepped(StepReport step) {
        loss += step.loss() * step.examples();
        examples += step.examples();
        long now = clock.getAsLong();
        if (now - since >= nanos) {
            lines.accept(String.format(Locale.ROOT, "epoch %d, step %d of %d: loss %.4g, %.0f examples/s", step.epoch(),
                    step.step(), step.steps(), loss / examples, examples / Math.max(1e-9, (now - since) * 1e-9)));
            begin(now);
        }
    }

    /** Says the epoch's line. What comes before the next epoch's first step, such as the validation, is no step's time. */
    @Override
    public boolean goesOn(EpochReport epoch) {
        StringBuilder line = new StringBuilder(
                String.format(Locale.ROOT, "epoch %d: loss %.4g", epoch.number(), epoch.trainLoss()));
        epoch.validation().ifPresent(validation -> {
            line.append(String.format(Locale.ROOT, ", validation loss %.4g", validation.loss()));
            validation.metrics()
                    .forEach((name, value) -> line.append(String.format(Locale.ROOT, ", %s %.4g", name, value)));
        });
        lines.accept(line.append(String.format(Locale.ROOT, ", %.1f s", epoch.seconds())).toString());
        started = false;
        return true;
    }

    private void begin(long now) {
        since = now;
        loss = 0;
        examples = 0;
    }
}

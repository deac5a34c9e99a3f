package dev.culebra.samples.show;

import dev.culebra.nn.train.EpochReport;
import dev.culebra.nn.train.Evaluation;
import dev.culebra.nn.train.StepReport;
import dev.culebra.nn.train.TrainingListener;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Shows a training while it runs: a progress bar in each epoch, then a line of the table; and keeps the losses to plot.
 *
 * <pre>{@code
 * try (var log = new TrainingLog(screen, plot, 60_000, () -> false, epoch -> {})) {
 *     trainer.fit(train, Optional.of(test), 5, log);
 * }
 * }</pre>
 */
public final class TrainingLog implements TrainingListener, AutoCloseable {

    private final Screen screen;
    private final LossPlot plot;
    private final int images;
    private final BooleanSupplier interrupted;
    private final Consumer<EpochReport> afterEpoch;
    private int epochs;
    private double seconds;
    private Progress progress;

    /**
     * @param images in an epoch
     * @param interrupted whether to stop, asked after each step
     * @param afterEpoch what else there is to do after an epoch
     */
    public TrainingLog(Screen screen, LossPlot plot, int images, BooleanSupplier interrupted,
            Consumer<EpochReport> afterEpoch) {
        this.screen = screen;
        this.plot = plot;
        this.images = images;
        this.interrupted = interrupted;
        this.afterEpoch = afterEpoch;
        screen.println(EpochTable.HEADER);
        progress = bar();
    }

    /**
     * Moves the bar on.
     *
     * @throws CancellationException if the training is to stop: what was learnt up to this step is in the model
     */
    @Override
    public void stepped(StepReport step) {
        progress.step(step.examples(), step.loss());
        plot.step(step.epoch() - 1 + (step.step() - 0.5) / step.steps(), step.loss());
        if (interrupted.getAsBoolean()) {
            throw new CancellationException("interrupted");
        }
    }

    /** Puts a line of the table where the bar was. */
    @Override
    public boolean goesOn(EpochReport epoch) {
        progress.close();
        epochs = epoch.number();
        seconds += epoch.seconds();
        Evaluation test = epoch.validation().orElseThrow();
        plot.epoch(epoch.number(), epoch.trainLoss(), test.loss());
        screen.println(EpochTable.row(epoch.number(), epoch.trainLoss(), test.loss(), test.metrics().get("accuracy"),
                epoch.seconds()));
        afterEpoch.accept(epoch);
        progress = bar();
        return true;
    }

    /** How many epochs were finished. */
    public int epochs() {
        return epochs;
    }

    /** How long these took, without the testing. */
    public double seconds() {
        return seconds;
    }

    /** Takes the bar away. */
    @Override
    public void close() {
        progress.close();
    }

    /** For the epoch that comes now, if any does. */
    private Progress bar() {
        return Progress.of(screen, "epoch " + (epochs + 1), images);
    }
}

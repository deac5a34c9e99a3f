package dev.culebra.samples.show;

import dev.culebra.nn.train.EpochReport;
import dev.culebra.nn.train.Evaluation;
import dev.culebra.nn.train.StepReport;
import dev.culebra.nn.train.TrainingListener;
import java.util.List;

/**
 * Shows a training while it runs: a progress bar in each epoch, then a line of the table; and keeps the losses to plot.
 *
 * <pre>{@code
 * try (var log = new TrainingLog(screen, plot, 60_000)) {
 *     trainer.fit(train, Optional.of(test), 5, log);
 * }
 * }</pre>
 */
public final class TrainingLog implements TrainingListener, AutoCloseable {

    private final Screen screen;
    private final LossPlot plot;
    private final int images;
    private int epochs;
    private Progress progress;

    /**
     * @param images in an epoch
     */
    public TrainingLog(Screen screen, LossPlot plot, int images) {
        this.screen = screen;
        this.plot = plot;
        this.images = images;
        screen.println(EpochTable.HEADER);
        progress = bar();
    }

    /** Moves the bar on. */
    @Override
    public void stepped(StepReport step) {
        progress.step(step.examples(), step.loss());
        plot.step(step.epoch() - 1 + (step.step() - 0.5) / step.steps(), step.loss());
    }

    /** Puts a line of the table where the bar was. */
    @Override
    public boolean goesOn(EpochReport epoch) {
        progress.close();
        epochs = epoch.number();
        Evaluation test = epoch.validation().orElseThrow();
        plot.epoch(epoch.number(), epoch.trainLoss(), test.loss());
        screen.println(EpochTable.row(epoch));
        progress = bar();
        return true;
    }

    /** Takes the bar away. */
    @Override
    public void ended(List<EpochReport> finished) {
        close();
    }

    /** Likewise, where the training ended by an exception. */
    @Override
    public void close() {
        progress.close();
    }

    /** For the epoch that comes now, if any does. */
    private Progress bar() {
        return Progress.of(screen, "epoch " + (epochs + 1), images);
    }
}

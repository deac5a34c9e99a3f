package dev.culebra.samples;

import dev.culebra.nn.train.EpochReport;
import dev.culebra.nn.train.Evaluation;
import dev.culebra.samples.show.Plot;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A training that is over.
 *
 * <pre>{@code
 * Trained trained = fit("", trainer, train, test, 5);
 * trained.draw("network", Trained::testLoss, plot);
 * }</pre>
 *
 * @param epochs those that were finished; none if the user had no patience
 * @param end how the model did on the other examples when it was over
 */
public record Trained(List<EpochReport> epochs, Evaluation end) {

    /** Takes a copy of the list. */
    public Trained {
        epochs = List.copyOf(epochs);
    }

    /** Share of the other examples that are answered right in the end, from 0 to 1. */
    public double accuracy() {
        return end.metrics().get("accuracy");
    }

    /** How long the finished epochs took. */
    public double seconds() {
        return epochs.stream().mapToDouble(EpochReport::seconds).sum();
    }

    /** Loss on the examples that were learnt from, in the last finished epoch; NaN if none was. */
    public double trainLoss() {
        return epochs.isEmpty() ? Double.NaN : epochs.getLast().trainLoss();
    }

    /** The loss on the other examples after an epoch. */
    public static double testLoss(EpochReport epoch) {
        return epoch.validation().orElseThrow().loss();
    }

    /** A metric on the other examples after an epoch. */
    public static double metric(EpochReport epoch, String name) {
        return epoch.validation().orElseThrow().metrics().get(name);
    }

    /** Draws a figure of every epoch as a line. */
    public Plot draw(String name, ToDoubleFunction<EpochReport> figure, Plot plot) {
        return plot.line(name, epochs.stream().mapToDouble(EpochReport::number).toArray(), epochs.stream().mapToDouble(
                figure).toArray());
    }
}

package dev.culebra.samples.show;

import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;

/**
 * The loss against the epochs: of the batches while learning, and of the test images at the end of each epoch.
 *
 * <pre>{@code
 * var plot = new LossPlot("digits, 784-16-16-10", "mean cross-entropy per image");
 * plot.step(0.01, 2.31);       // a hundredth of an epoch is done
 * plot.epoch(1, 0.52, 0.43);
 * pictures.add("loss", "The loss falls.", plot);
 * }</pre>
 */
public final class LossPlot implements Picture {

    private static final int POINTS = 400;

    private final String title;
    private final String unit;
    private final List<Double> stepTimes = new ArrayList<>();
    private final List<Double> stepLosses = new ArrayList<>();
    private final List<Double> middles = new ArrayList<>();
    private final List<Double> ends = new ArrayList<>();
    private final List<Double> trainLosses = new ArrayList<>();
    private final List<Double> testLosses = new ArrayList<>();

    /**
     * @param title what was trained, on what
     * @param unit what the loss is, for the axis
     */
    public LossPlot(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    /** Adds the loss of one batch; {@code epochs} counts from the start, with its fraction. */
    public void step(double epochs, double loss) {
        stepTimes.add(epochs);
        stepLosses.add(loss);
    }

    /** Adds means of one epoch, counted from 1: over the training images as it went, over the test images after it. */
    public void epoch(int epoch, double trainLoss, double testLoss) {
        middles.add(epoch - 0.5);
        ends.add((double) epoch);
        trainLosses.add(trainLoss);
        testLosses.add(testLoss);
    }

    @Override
    public int width() {
        return plot().width();
    }

    @Override
    public int height() {
        return plot().height();
    }

    @Override
    public void paint(Graphics2D graphics, Theme theme) {
        plot().paint(graphics, theme);
    }

    private Plot plot() {
        int window = Math.max(1, Math.ceilDiv(stepTimes.size(), POINTS));
        return new Plot(title, "epochs", unit).yFrom(0)
                .faint("batches, while learning", means(stepTimes, window), means(stepLosses, window))
                .line("training examples, mean of an epoch", array(middles), array(trainLosses))
                .line("test examples, after an epoch", array(ends), array(testLosses));
    }

    /** Means of {@code window} values each: a line of thousands of batches would be a band. */
    private static double[] means(List<Double> values, int window) {
        List<Double> means = new ArrayList<>();
        for (int from = 0; from < values.size(); from += window) {
            List<Double> part = values.subList(from, Math.min(values.size(), from + window));
            means.add(part.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
        }
        return array(means);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}

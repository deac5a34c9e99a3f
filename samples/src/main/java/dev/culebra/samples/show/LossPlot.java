package dev.culebra.samples.show;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The loss against the epochs: of the batches while learning, and of the test images at the end of each epoch.
 *
 * <pre>{@code
 * var plot = new LossPlot("digits, 784-16-16-10", "mean cross-entropy per image");
 * plot.step(0.01, 2.31);       // a hundredth of an epoch is done
 * plot.epoch(1, 0.52, 0.43);
 * plot.writePng(Path.of("loss.png"));
 * }</pre>
 */
public final class LossPlot {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 600;
    private static final int SCALE = 2;
    private static final int POINTS = 400;
    private static final Color LIGHT = new Color(0xe3e7eb);
    private static final Color GREY = new Color(0x9aa5b1);
    private static final Color BLUE = new Color(0x1f5fbf);
    private static final Color ORANGE = new Color(0xd9730d);

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

    /**
     * Draws the picture; replaces what is at {@code file}.
     *
     * @throws IOException if it cannot be written
     */
    public void writePng(Path file) throws IOException {
        System.setProperty("java.awt.headless", "true");
        var image = new BufferedImage(SCALE * WIDTH, SCALE * HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.scale(SCALE, SCALE);
            chart().paint(graphics, WIDTH, HEIGHT);
        } finally {
            graphics.dispose();
        }
        ImageIO.write(image, "png", file.toFile());
    }

    private XYChart chart() {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle("epochs")
                .yAxisTitle(unit).build();
        XYStyler styler = chart.getStyler();
        styler.setXAxisMin(0.0).setYAxisMin(0.0).setPlotGridLinesColor(LIGHT);
        styler.setLegendPosition(LegendPosition.OutsideS).setLegendLayout(LegendLayout.Horizontal)
                .setChartBackgroundColor(Color.WHITE);
        if (!stepTimes.isEmpty()) {
            int window = Math.ceilDiv(stepTimes.size(), POINTS);
            add(chart, "batches, while learning", means(stepTimes, window), means(stepLosses, window), GREY, 1);
        }
        if (!ends.isEmpty()) {
            add(chart, "training images, mean of an epoch", middles, trainLosses, BLUE, 2.5f)
                    .setMarker(SeriesMarkers.CIRCLE);
            add(chart, "test images, after an epoch", ends, testLosses, ORANGE, 2.5f)
                    .setMarker(SeriesMarkers.DIAMOND);
        }
        return chart;
    }

    private static XYSeries add(XYChart chart, String name, List<Double> x, List<Double> y,
            Color color, float width) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setLineColor(color).setLineStyle(new BasicStroke(width));
        series.setMarkerColor(color).setMarker(SeriesMarkers.NONE);
        return series;
    }

    /** Means of {@code window} values each: a line of thousands of batches would be a band. */
    private static List<Double> means(List<Double> values, int window) {
        List<Double> means = new ArrayList<>();
        for (int from = 0; from < values.size(); from += window) {
            List<Double> part = values.subList(from, Math.min(values.size(), from + window));
            means.add(part.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
        }
        return means;
    }
}

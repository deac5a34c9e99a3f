package dev.culebra.samples.lessons;

import dev.culebra.engine.Tensor;
import dev.culebra.samples.show.Animation;
import dev.culebra.samples.show.Beside;
import dev.culebra.samples.show.Picture;
import dev.culebra.samples.show.Plot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lines that look for the points, each with its learning rate, beside their losses.
 *
 * <pre>{@code
 * new LineFilm(x, y, rates, ways).animation();
 * }</pre>
 */
record LineFilm(Tensor x, Tensor y, List<LineSample.Rate> rates, List<LineFit.Way> ways) {

    private static final int WIDTH = 580;
    private static final int HEIGHT = 420;
    private static final double LOWEST = -4;
    private static final double HIGHEST = 8;
    private static final double WORST = 12;
    private static final double[] ACROSS = IntStream.rangeClosed(-50, 50).mapToDouble(i -> i / 50.0).toArray();

    /** A frame a step. */
    Animation animation() {
        double[] points = x.slice(1, 0, 1).toDoubles();
        double[] heights = y.toDoubles();
        List<Picture> frames = new ArrayList<>();
        for (int step = 0; step < ways.getFirst().path().size(); step++) {
            frames.add(new Beside(lines(points, heights, step), losses(step)));
        }
        return new Animation(frames, Duration.ofMillis(200));
    }

    private Plot lines(double[] points, double[] heights, int step) {
        Plot plot = new Plot("After step " + step, "x₁", "y").size(WIDTH, HEIGHT).yRange(LOWEST, HIGHEST);
        for (int i = 0; i < ways.size(); i++) {
            double[] a = ways.get(i).path().get(step);
            double[] seen = Arrays.stream(ACROSS).filter(x1 -> inside(a[0] * x1 + a[1])).toArray();
            plot.line(name(i), seen, Arrays.stream(seen).map(x1 -> a[0] * x1 + a[1]).toArray());
        }
        return plot.points("points", points, heights);
    }

    private Plot losses(int step) {
        Plot plot = new Plot("Loss", "step", "mean squared distance").size(WIDTH, HEIGHT).yRange(0, WORST)
                .xRange(0, ways.getFirst().path().size() - 1);
        double[] steps = IntStream.rangeClosed(0, step).asDoubleStream().toArray();
        for (int i = 0; i < ways.size(); i++) {
            double[] losses = ways.get(i).trail().stream().limit(step + 1).mapToDouble(v -> v).toArray();
            plot.line(name(i), steps, Arrays.stream(losses).map(loss -> Math.min(loss, WORST)).toArray());
        }
        return plot;
    }

    private String name(int i) {
        return rates.get(i).name() + " rate, " + rates.get(i).value();
    }

    private static boolean inside(double value) {
        return value >= LOWEST && value <= HIGHEST;
    }
}

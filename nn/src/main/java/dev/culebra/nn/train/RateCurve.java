package dev.culebra.nn.train;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How the loss went while the learning rate grew.
 *
 * <pre>{@code
 * for (RateCurve.Point point : curve.points()) {
 *     plot.add(Math.log10(point.rate()), point.smoothed());
 * }
 * }</pre>
 *
 * @param points in the order of their rates
 */
public record RateCurve(List<Point> points) {
    /** Points at the beginning that are left out of the suggestion: their mean is one of few losses. */
    private static final int FIRST = 5;

    /**
     * One step.
     *
     * @param rate it was made with
     * @param loss before it
     * @param smoothed running mean of the losses so far
     */
    public record Point(double rate, double loss, double smoothed) {}

    /** Takes a copy of the list. */
    public RateCurve {
        points = List.copyOf(points);
    }

    /**
     * The rate at which the smoothed loss falls fastest, over the logarithm of the rate and before its minimum. Empty if it does
     * not fall.
     */
    public OptionalDouble suggestion() {
        int best = -1;
        double steepest = 0;
        for (int i = FIRST; i < lowest(); i++) {
            double slope = (points.get(i + 1).smoothed - points.get(i - 1).smoothed)
                    / Math.log(points.get(i + 1).rate / points.get(i - 1).rate);
            if (slope < steepest) {
                steepest = slope;
                best = i;
            }
        }
        return best < 0 ? OptionalDouble.empty() : OptionalDouble.of(points.get(best).rate);
    }

    private int lowest() {
        int lowest = 0;
        for (int i = 1; i < points.size(); i++) {
            lowest = points.get(i).smoothed < points.get(lowest).smoothed ? i : lowest;
        }
        return lowest;
    }
}

package dev.culebra.samples.lessons;

import dev.culebra.nn.train.OneCycle;
import dev.culebra.nn.train.RateCurve;
import dev.culebra.nn.train.RateCurve.Point;
import dev.culebra.nn.train.Schedule;
import dev.culebra.samples.show.Beside;
import dev.culebra.samples.show.Plot;
import java.util.stream.LongStream;

/** What {@link FindRateSample} draws of learning rates. */
final class RatePlots {

    private static final int HALF = 480;
    private static final int POINTS = 400;

    private RatePlots() {}

    /** The loss while the rate grows. */
    static Plot finder(RateCurve curve) {
        return new Plot("Learning-rate finder", "learning rate", "cross-entropy, smoothed").logarithmicX().line("loss",
                curve.points().stream().mapToDouble(Point::rate).toArray(),
                curve.points().stream().mapToDouble(Point::smoothed).toArray());
    }

    /** The rate up and down, and the momentum down and up. */
    static Beside cycle(OneCycle cycle) {
        long[] steps = LongStream.rangeClosed(0, POINTS).map(i -> i * cycle.steps() / POINTS).toArray();
        return new Beside(half("learning rate", steps, cycle.rate()), half("momentum", steps, cycle.momentum()));
    }

    private static Plot half(String what, long[] steps, Schedule schedule) {
        return new Plot("One cycle", "step", what).size(HALF, HALF).yFrom(0).line(what,
                LongStream.of(steps).asDoubleStream().toArray(), LongStream.of(steps).mapToDouble(schedule::at)
                        .toArray());
    }
}

package dev.culebra.samples.lessons;

import dev.culebra.samples.show.Pictures;
import dev.culebra.samples.show.Plot;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What {@link RegressionSample} draws.
 *
 * @param table what was learnt from
 * @param losses of each step
 * @param predicted an answer for each row
 */
record RegressionPictures(NumberTable table, double[] losses, double[] predicted) {

    void add(Pictures pictures) {
        String target = table.target();
        double[] steps = IntStream.range(0, losses.length).asDoubleStream().toArray();
        pictures.add("loss", "The loss, step by step: the square root of it, in the unit of the prices.",
                new Plot("Gradient descent", "step", "√ mean squared error, " + target).yFrom(0)
                        .line("loss", steps, Arrays.stream(losses).map(Math::sqrt).toArray()));
        double[] ends = {Arrays.stream(table.answers()).min().orElseThrow(),
            Arrays.stream(table.answers()).max().orElseThrow()};
        pictures.add("predictions", "Predicted against actual; on the line they are equal.",
                new Plot("Predictions", "actual " + target, "predicted " + target)
                        .points("rows", table.answers(), predicted).line("equal", ends, ends));
    }
}

package dev.culebra.nn.train;

import dev.culebra.engine.ShapeException;
import dev.culebra.engine.Tensor;
import java.util.function.ToDoubleFunction;

/**
 * Errors of predicted numbers, gathered in double precision. The spread of the targets is updated number by number around their
 * running mean (Welford, 1962), which loses nothing where the mean is far from 0.
 */
final class RegressionTally implements Metric.Tally {
    private final ToDoubleFunction<RegressionTally> figure;
    private long count;
    private double absolute;
    private double squared;
    private double mean;
    private double spread;

    RegressionTally(ToDoubleFunction<RegressionTally> figure) {
        this.figure = figure;
    }

    @Override
    public void add(Tensor prediction, Tensor target) {
        if (!prediction.shape().equals(target.shape())) {
            throw new ShapeException("metric: shapes differ: prediction %s, target %s".formatted(prediction.shape(),
                    target.shape()));
        }
        double[] said = prediction.toDoubles();
        double[] right = target.toDoubles();
        for (int i = 0; i < right.length; i++) {
            double error = right[i] - said[i];
            absolute += Math.abs(error);
            squared += error * error;
            double before = right[i] - mean;
            mean += before / ++count;
            spread += before * (right[i] - mean);
        }
    }

    @Override
    public double value() {
        return count == 0 ? Double.NaN : figure.applyAsDouble(this);
    }

    double meanAbsolute() {
        return absolute / count;
    }

    double rootMeanSquare() {
        return Math.sqrt(squared / count);
    }

    double explained() {
        return 1 - squared / spread;
    }
}

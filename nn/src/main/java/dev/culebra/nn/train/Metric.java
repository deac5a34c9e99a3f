package dev.culebra.nn.train;

import dev.culebra.engine.Tensor;
import java.util.function.ToDoubleBiFunction;

/**
 * A figure by which people judge predictions.
 *
 * <pre>{@code
 * Trainer trainer = new Trainer(model, Loss.crossEntropy(), optimizer, Metric.accuracy(), Metric.topK(5));
 * trainer.evaluate(test).metrics(); // {accuracy=0.97, top5=0.99}
 * }</pre>
 */
public interface Metric {
    /** What it is called. */
    String name();

    /** Begins to count. */
    Tally start();

    /**
     * What has been counted so far.
     *
     * <pre>{@code
     * Metric.Tally tally = Metric.accuracy().start();
     * tally.add(scores, labels);
     * tally.value();
     * }</pre>
     */
    interface Tally {
        /**
         * Counts the examples of a batch.
         *
         * @param prediction {@code [n, …]}
         * @param target {@code [n, …]}
         * @throws dev.culebra.engine.ShapeException if the shapes do not fit
         */
        void add(Tensor prediction, Tensor target);

        /** The figure for all examples so far; NaN if there are none. */
        double value();
    }

    /**
     * A figure that is a mean over examples.
     *
     * @param name what it is called
     * @param sum of the figure over the examples of a batch, from predictions and targets
     */
    static Metric mean(String name, ToDoubleBiFunction<Tensor, Tensor> sum) {
        return new NamedMetric(name, () -> new MeanTally(sum));
    }

    /** Share of examples whose largest score {@code [n, classes]} is that of the label {@code [n]}; {@code accuracy}. */
    static Metric accuracy() {
        return mean("accuracy", Classified::correct);
    }

    /**
     * Share of examples where the score of the label {@code [n]} is among the k largest of {@code [n, classes]}; of equal
     * scores the first counts as the largest. Called {@code top5} for 5.
     *
     * @throws IllegalArgumentException unless {@code k} is at least 1
     */
    static Metric topK(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("top k: k must be at least 1, got " + k);
        }
        return mean("top" + k, (scores, labels) -> Classified.among(scores, labels, k));
    }

    /** Mean of {@code |prediction − target|} over all elements; {@code mae}. */
    static Metric meanAbsoluteError() {
        return new NamedMetric("mae", () -> new RegressionTally(RegressionTally::meanAbsolute));
    }

    /** Root of the mean of {@code (prediction − target)²} over all elements; {@code rmse}. */
    static Metric rootMeanSquaredError() {
        return new NamedMetric("rmse", () -> new RegressionTally(RegressionTally::rootMeanSquare));
    }

    /**
     * Share of the targets' variance that the predictions explain,
     * {@code 1 − Σ(target − prediction)²/Σ(target − mean target)²} over all elements; {@code r2}.
     */
    static Metric r2() {
        return new NamedMetric("r2", () -> new RegressionTally(RegressionTally::explained));
    }
}

package dev.culebra.nn.train;

import dev.culebra.engine.ShapeException;
import dev.culebra.engine.Tensor;

/**
 * A figure by which people judge predictions, averaged over examples.
 *
 * <pre>{@code
 * Metric accuracy = Metric.accuracy();
 * accuracy.name(); // "accuracy"
 * }</pre>
 */
public interface Metric {
    /** What it is called. */
    String name();

    /**
     * The sum of the figure over the examples of a batch.
     *
     * @param prediction {@code [n, …]}
     * @param target {@code [n, …]}
     */
    double sum(Tensor prediction, Tensor target);

    /** Share of examples whose largest score {@code [n, classes]} is that of the label {@code [n]}. */
    static Metric accuracy() {
        return new Metric() {
            @Override
            public String name() {
                return "accuracy";
            }

            @Override
            public double sum(Tensor prediction, Tensor target) {
                if (prediction.shape().rank() != 2 || target.shape().rank() != 1) {
                    throw new ShapeException("accuracy: needs scores [n, classes] and labels [n]: scores %s, labels %s"
                            .formatted(prediction.shape(), target.shape()));
                }
                try (Tensor chosen = prediction.argmax(1);
                        Tensor correct = chosen.eq(target);
                        Tensor count = correct.sum()) {
                    return count.item();
                }
            }
        };
    }
}

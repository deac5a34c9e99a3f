package dev.culebra.nn.train;

import dev.culebra.engine.Tensor;
import dev.culebra.nn.data.Batch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Means over the examples of several batches, of which the last may be smaller. */
final class Averages {
    private final List<Metric> metrics;
    private final double[] sums;
    private double loss;
    private long examples;

    Averages(List<Metric> metrics) {
        this.metrics = metrics;
        this.sums = new double[metrics.size()];
    }

    /**
     * @param meanLoss mean over the batch
     */
    void add(Tensor prediction, Batch batch, double meanLoss) {
        loss += meanLoss * batch.size();
        examples += batch.size();
        for (int i = 0; i < sums.length; i++) {
            sums[i] += metrics.get(i).sum(prediction, batch.targets());
        }
    }

    Evaluation evaluation() {
        Map<String, Double> means = new LinkedHashMap<>();
        for (int i = 0; i < sums.length; i++) {
            means.put(metrics.get(i).name(), sums[i] / examples);
        }
        return new Evaluation(loss / examples, means);
    }
}

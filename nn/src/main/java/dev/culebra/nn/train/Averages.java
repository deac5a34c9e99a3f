package dev.culebra.nn.train;

import dev.culebra.engine.Tensor;
import dev.culebra.nn.data.Batch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The mean loss over the examples of several batches, of which the last may be smaller, and metrics. */
final class Averages {
    private final Map<String, Metric.Tally> tallies = new LinkedHashMap<>();
    private double loss;
    private long examples;

    Averages(List<Metric> metrics) {
        metrics.forEach(metric -> tallies.put(metric.name(), metric.start()));
    }

    /**
     * @param meanLoss mean over the batch
     */
    void add(Tensor prediction, Batch batch, double meanLoss) {
        loss += meanLoss * batch.size();
        examples += batch.size();
        tallies.values().forEach(tally -> tally.add(prediction, batch.targets()));
    }

    Evaluation evaluation() {
        Map<String, Double> values = new LinkedHashMap<>();
        tallies.forEach((name, tally) -> values.put(name, tally.value()));
        return new Evaluation(loss / examples, values);
    }
}

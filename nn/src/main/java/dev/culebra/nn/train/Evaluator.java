package dev.culebra.nn.train;

import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.Layer;
import dev.culebra.nn.Loss;
import dev.culebra.nn.autograd.Recording;
import dev.culebra.nn.autograd.Variable;
import dev.culebra.nn.data.Batch;
import dev.culebra.nn.data.DataLoader;
import dev.culebra.nn.data.Epoch;
import java.util.List;
import java.util.function.BiConsumer;

/** Judges a model by examples, without training. */
record Evaluator(Layer model, Loss loss, List<Metric> metrics, Device device) {
    /**
     * @param watcher gets the predictions and targets of each batch
     */
    Evaluation run(DataLoader loader, BiConsumer<Tensor, Tensor> watcher) {
        Averages averages = new Averages(metrics);
        try (Recording _ = Recording.off(); Epoch batches = loader.epoch(0, device)) {
            while (batches.hasNext()) {
                try (Scope _ = Scope.open()) {
                    Batch batch = batches.next();
                    Variable prediction = model.forward(Variable.constant(batch.inputs()));
                    double value = loss.of(prediction, batch.targets()).value().item();
                    averages.add(prediction.value(), batch, value);
                    watcher.accept(prediction.value(), batch.targets());
                }
            }
        }
        return averages.evaluation();
    }
}

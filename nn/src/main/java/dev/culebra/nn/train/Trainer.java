package dev.culebra.nn.train;

import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.nn.Layer;
import dev.culebra.nn.Loss;
import dev.culebra.nn.autograd.Recording;
import dev.culebra.nn.autograd.Variable;
import dev.culebra.nn.data.Batch;
import dev.culebra.nn.data.DataLoader;
import dev.culebra.nn.data.Epoch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trains a model, in the seven steps in which every training goes: the model comes <em>initialised</em>; for each batch it
 * <em>predicts</em>, the <em>loss</em> says how wrong that was, its <em>gradient</em> says which way each parameter should
 * go, and the optimizer takes a <em>step</em> that way; this is <em>repeated</em> until it is time to <em>stop</em>.
 *
 * <pre>{@code
 * Trainer trainer = new Trainer(model, Loss.crossEntropy(), optimizer, Metric.accuracy());
 * List<EpochReport> epochs = trainer.fit(train, Optional.of(test), 5, TrainingListener.SILENT);
 * }</pre>
 *
 * <p>The same by hand:
 *
 * <pre>{@code
 * for (int epoch = 0; epoch < 5; epoch++) {
 *     try (Epoch batches = train.epoch(epoch)) {
 *         while (batches.hasNext()) {
 *             try (Scope scope = Scope.open()) {
 *                 Batch batch = batches.next();
 *                 Variable prediction = model.forward(Variable.constant(batch.inputs()));
 *                 Variable loss = prediction.crossEntropy(batch.targets());
 *                 optimizer.clearGradients();
 *                 loss.backward();
 *                 optimizer.step();
 *             }
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>Model, optimizer and data stay their owners'. Not for use by several threads at once.
 */
public final class Trainer {
    private final Layer model;
    private final Loss loss;
    private final Optimizer optimizer;
    private final List<Metric> metrics;

    /**
     * @param model initialised
     * @param loss what is made small
     * @param optimizer of the model's parameters
     * @param metrics what else is told of an {@linkplain #evaluate evaluation}
     */
    public Trainer(Layer model, Loss loss, Optimizer optimizer, Metric... metrics) {
        this.model = model;
        this.loss = loss;
        this.optimizer = optimizer;
        this.metrics = List.of(metrics);
    }

    /**
     * Trains for some epochs.
     *
     * @param train what is learnt from
     * @param validation what the model is judged by after each epoch, if anything
     * @param epochs how many, at least 0
     * @param listener hears of progress, and may stop the training after an epoch
     * @return a report of each epoch
     * @throws DivergedException if a loss is not finite; the parameters of the last finished epoch are restored
     */
    public List<EpochReport> fit(DataLoader train, Optional<DataLoader> validation, int epochs,
            TrainingListener listener) {
        List<EpochReport> reports = new ArrayList<>();
        try (Snapshot lastFinished = new Snapshot(model.parameters().values())) {
            boolean goesOn = true;
            for (int number = 1; number <= epochs && goesOn; number++) {
                long start = System.nanoTime();
                double trainLoss;
                try {
                    trainLoss = repeat(train, number, reports, listener);
                } catch (DivergedException diverged) {
                    lastFinished.restore();
                    throw diverged;
                }
                double seconds = (System.nanoTime() - start) * 1e-9;
                EpochReport report = new EpochReport(number, trainLoss, validation.map(this::evaluate), seconds);
                reports.add(report);
                lastFinished.take();
                goesOn = listener.goesOn(report);
            }
        }
        return List.copyOf(reports);
    }

    /** All batches of one epoch; the mean loss of its examples. */
    private double repeat(DataLoader train, int number, List<EpochReport> finished, TrainingListener listener) {
        double sum = 0;
        long examples = 0;
        try (Epoch batches = train.epoch(number - 1, device())) {
            while (batches.hasNext()) {
                try (Scope _ = Scope.open()) {
                    Batch batch = batches.next();
                    double batchLoss = step(batch);
                    StepReport report = new StepReport(number, batches.taken(), batches.batches(), batchLoss, batch
                            .size());
                    if (!Double.isFinite(batchLoss)) {
                        throw new DivergedException(report, finished);
                    }
                    sum += batchLoss * batch.size();
                    examples += batch.size();
                    listener.stepped(report);
                }
            }
        }
        return sum / examples;
    }

    /**
     * Predict, loss, gradient, step.
     *
     * @return the loss before the step; where it is not finite, no step was taken
     */
    public double step(Batch batch) {
        try (Scope _ = Scope.open()) {
            Variable prediction = model.forward(Variable.constant(batch.inputs()));
            Variable wrongness = loss.of(prediction, batch.targets());
            double value = wrongness.value().item();
            if (Double.isFinite(value)) {
                optimizer.clearGradients();
                wrongness.backward();
                optimizer.step();
            }
            return value;
        }
    }

    /** Loss and metrics over all examples of a loader, without training. */
    public Evaluation evaluate(DataLoader loader) {
        Averages averages = new Averages(metrics);
        try (Recording _ = Recording.off(); Epoch batches = loader.epoch(0, device())) {
            while (batches.hasNext()) {
                try (Scope _ = Scope.open()) {
                    Batch batch = batches.next();
                    Variable prediction = model.forward(Variable.constant(batch.inputs()));
                    double value = loss.of(prediction, batch.targets()).value().item();
                    averages.add(prediction.value(), batch, value);
                }
            }
        }
        return averages.evaluation();
    }

    /** Where the model lies, and so where batches are to lie. */
    private Device device() {
        return model.parameters().values().stream().findFirst().map(Variable::device).orElseGet(Device::standard);
    }
}

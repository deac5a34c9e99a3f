package dev.culebra.nn.train;

import dev.culebra.engine.Device;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.Layer;
import dev.culebra.nn.Loss;
import dev.culebra.nn.autograd.Variable;
import dev.culebra.nn.data.Batch;
import dev.culebra.nn.data.DataLoader;
import dev.culebra.nn.data.Epoch;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

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
 * <p>Equal seeds (of the initial model, the loader and all else that draws numbers) make a training that is the same bit for
 * bit, on one backend. Its {@linkplain #state() state} after any step, {@linkplain #restore restored} in a trainer that was made
 * alike, leads to the same end as if it had not been interrupted.
 *
 * <p>Model, optimizer and data stay their owners'. Not for use by several threads at once.
 */
public final class Trainer implements Stateful {
    private final Layer model;
    private final Loss loss;
    private final Optimizer optimizer;
    private final List<Metric> metrics;
    private final Parts parts = new Parts();
    private int accumulated = 1;
    private Optional<GradientClipping> clipping = Optional.empty();
    private Position position = Position.START;
    private boolean restored;

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
        parts.add("model", new ModelState(model));
        parts.add("optimizer", optimizer);
    }

    /**
     * Takes one step for so many batches, by the mean of their gradients: as with batches so many times as large, for which
     * there may not be memory. The last step of an epoch may have fewer.
     *
     * @return this trainer
     * @throws IllegalArgumentException if the number is not positive
     */
    public Trainer accumulate(int batches) {
        if (batches < 1) {
            throw new IllegalArgumentException("trainer: a step needs at least 1 batch, not " + batches);
        }
        accumulated = batches;
        return this;
    }

    /**
     * Clips gradients before each step.
     *
     * @return this trainer
     */
    public Trainer clip(GradientClipping how) {
        clipping = Optional.of(how);
        return this;
    }

    /**
     * Makes something part of this training's {@linkplain #state() state}, as a listener that remembers the best epoch is.
     *
     * @param name of the part
     * @return this trainer
     * @throws IllegalArgumentException if there is a part of this name
     */
    public Trainer with(String name, Stateful part) {
        parts.add(name, part);
        return this;
    }

    /** As {@link #with(String, Stateful)}, for the numbers that are drawn during the training, by dropout for example. */
    public Trainer with(String name, RandomStream random) {
        return with(name, new RandomState(name, random));
    }

    /** The model. */
    public Layer model() {
        return model;
    }

    /** The optimizer. */
    public Optimizer optimizer() {
        return optimizer;
    }

    /**
     * Trains for some epochs; after {@link #restore}, for those that are left of them.
     *
     * @param train what is learnt from
     * @param validation what the model is judged by after each epoch, if anything
     * @param epochs how many, at least 0
     * @param listener hears of progress, and may stop the training
     * @return a report of each epoch that was finished
     * @throws DivergedException if a loss is not finite; the parameters of the last finished epoch are restored
     */
    public List<EpochReport> fit(DataLoader train, Optional<DataLoader> validation, int epochs,
            TrainingListener listener) {
        if (!restored) {
            position = Position.START;
        }
        restored = false;
        return new Fit(this, train, validation, listener).run(epochs);
    }

    Position position() {
        return position;
    }

    void position(Position reached) {
        position = reached;
    }

    int accumulated() {
        return accumulated;
    }

    /**
     * Model, optimizer, how far the training has come, and all other parts; after a step and between steps, but not while one is
     * under way. The order of the batches follows from the loader's seed and the number of the epoch.
     */
    @Override
    public State state() {
        return parts.state().with(Parts.POSITION, position.state());
    }

    /**
     * Makes the next {@link #fit} go on from a state.
     *
     * @throws StateException if the state is another model's, optimizer's, …; what comes before the part that differs is
     *     restored then
     */
    @Override
    public void restore(State state) {
        Position reached = Position.of(state.under(Parts.POSITION));
        parts.restore(state);
        position = reached;
        restored = true;
    }

    /** Goes back to a state of this trainer; the next {@link #fit} begins, or goes on, as it would have. */
    void rewind(State state) {
        boolean before = restored;
        restore(state);
        restored = before;
    }

    /**
     * Predict, loss, gradient, step.
     *
     * @return the loss before the step; where it is not finite, no step was taken
     */
    public double step(Batch batch) {
        optimizer.clearGradients();
        double value = gradient(batch, 1);
        if (Double.isFinite(value)) {
            update();
        }
        return value;
    }

    /**
     * Predict, loss, gradient: adds the batch's part to the gradients, if the loss is finite.
     *
     * @param batches that make up a step
     * @return the loss
     */
    double gradient(Batch batch, int batches) {
        try (Scope _ = Scope.open()) {
            Variable prediction = model.forward(Variable.constant(batch.inputs()));
            Variable wrongness = loss.of(prediction, batch.targets());
            double value = wrongness.value().item();
            if (Double.isFinite(value)) {
                Tensor share = Tensor.full(wrongness.shape(), 1.0 / batches, wrongness.dtype(), wrongness.device());
                wrongness.backward(share);
            }
            return value;
        }
    }

    /** The step that the gradients lead to. */
    void update() {
        clipping.ifPresent(how -> how.clip(model.parameters().values()));
        optimizer.step();
    }

    /** Loss and metrics over all examples of a loader, without training. */
    public Evaluation evaluate(DataLoader loader) {
        return evaluate(loader, (_, _) -> {
        });
    }

    /**
     * As {@link #evaluate(DataLoader)}, and shows every batch's predictions and targets.
     *
     * @param watcher gets the predictions and the targets of a batch, which are freed when it returns
     */
    public Evaluation evaluate(DataLoader loader, BiConsumer<Tensor, Tensor> watcher) {
        return new Evaluator(model, loss, metrics, device()).run(loader, watcher);
    }

    /** Where the model lies, and so where batches are to lie. */
    Device device() {
        return model.parameters().values().stream().findFirst().map(Variable::device).orElseGet(Device::standard);
    }
}

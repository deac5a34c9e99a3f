package dev.culebra.nn.train;

import dev.culebra.nn.Layer;
import java.util.List;

/**
 * Stops a training that no longer gets better, and gives the model the parameters of its best epoch when the training ends.
 *
 * <pre>{@code
 * try (EarlyStopping stopping = new EarlyStopping(model, Goal.largest("accuracy"), 3)) {
 *     trainer.with("early stopping", stopping); // for a training that may be interrupted
 *     trainer.fit(train, Optional.of(valid), 100, stopping);
 *     stopping.bestEpoch(); // 17
 * }
 * }</pre>
 *
 * <p>Owns a copy of the parameters.
 */
public final class EarlyStopping implements TrainingListener, Stateful, AutoCloseable {
    private final ModelState model;
    private final Goal goal;
    private final int patience;
    private final double margin;
    private final State best;
    private double bestValue = Double.NaN;
    private int bestEpoch;
    private int lastEpoch;

    /** As {@link #EarlyStopping(Layer, Goal, int, double)}, where any improvement counts. */
    public EarlyStopping(Layer model, Goal goal, int patience) {
        this(model, goal, patience, 0);
    }

    /**
     * @param model that is trained
     * @param goal by which epochs are compared
     * @param patience epochs without improvement, one after the other, after which the training stops; at least 1
     * @param margin by which the figure must be better to count as improvement, at least 0
     * @throws IllegalArgumentException if a number is not as described
     */
    public EarlyStopping(Layer model, Goal goal, int patience, double margin) {
        if (patience < 1 || !(margin >= 0)) {
            throw new IllegalArgumentException(
                    "early stopping: patience must be at least 1, and the margin at least 0: got %d and %s".formatted(
                            patience, margin));
        }
        this.model = new ModelState(model);
        this.goal = goal;
        this.patience = patience;
        this.margin = margin;
        this.best = this.model.state().copy();
    }

    @Override
    public boolean goesOn(EpochReport epoch) {
        double value = goal.of(epoch);
        lastEpoch = epoch.number();
        if (bestEpoch == 0 || goal.isBetter(goal.isLarger() ? value - margin : value + margin, bestValue)) {
            bestValue = value;
            bestEpoch = lastEpoch;
            best.set("early stopping", model.state());
        }
        return lastEpoch - bestEpoch < patience;
    }

    /** Gives the model the parameters and buffers of the best epoch, if there was one. */
    @Override
    public void ended(List<EpochReport> epochs) {
        if (bestEpoch > 0) {
            model.restore(best);
        }
    }

    /** The number of the best epoch, from 1; 0 if none was finished. */
    public int bestEpoch() {
        return bestEpoch;
    }

    /** The figure of the best epoch; NaN if none was finished. */
    public double bestValue() {
        return bestValue;
    }

    @Override
    public State state() {
        return new State(best.tensors(), State.empty().with("bestValue", bestValue).with("bestEpoch", (long) bestEpoch)
                .with("lastEpoch", (long) lastEpoch).numbers());
    }

    @Override
    public void restore(State state) {
        double value = state.number("early stopping", "bestValue").doubleValue();
        int epoch = state.number("early stopping", "bestEpoch").intValue();
        int last = state.number("early stopping", "lastEpoch").intValue();
        best.set("early stopping", state);
        bestValue = value;
        bestEpoch = epoch;
        lastEpoch = last;
    }

    @Override
    public void close() {
        best.close();
    }
}

package dev.culebra.nn.train;

import java.util.List;

/**
 * Hears of a training's steps and epochs, on the training's thread, and may ask it to stop.
 *
 * <pre>{@code
 * TrainingListener listener = new TrainingListener() {
 *     public void stepped(StepReport step) {
 *         bar.stepTo(step.step());
 *     }
 *
 *     public boolean goesOn(EpochReport epoch) {
 *         return epoch.validation().orElseThrow().loss() < best;
 *     }
 * };
 * }</pre>
 */
public interface TrainingListener {
    /** Listens to nothing. */
    TrainingListener SILENT = new TrainingListener() {};

    /** Several listeners as one: each hears of everything, in this order; the training goes on if all say so. */
    static TrainingListener of(TrainingListener... listeners) {
        return new SeveralListeners(List.of(listeners));
    }

    /**
     * A step is about to be taken: where schedules set rates.
     *
     * @param steps that were taken before, in all epochs
     */
    default void stepping(long steps) {}

    /** A step was taken. */
    default void stepped(StepReport step) {}

    /**
     * A step was taken, and all listeners have heard of it.
     *
     * @return whether the training goes on; if not, the epoch is left unfinished, without report
     */
    default boolean goesOn(StepReport step) {
        return true;
    }

    /**
     * An epoch was finished.
     *
     * @return whether the training goes on
     */
    default boolean goesOn(EpochReport epoch) {
        return true;
    }

    /**
     * The training is over, because all epochs are done or a listener stopped it; not after an exception.
     *
     * @param epochs those that were finished
     */
    default void ended(List<EpochReport> epochs) {}
}

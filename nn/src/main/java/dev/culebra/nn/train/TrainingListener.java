package dev.culebra.nn.train;

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

    /** A step was taken. */
    default void stepped(StepReport step) {}

    /**
     * An epoch was finished.
     *
     * @return whether the training goes on
     */
    default boolean goesOn(EpochReport epoch) {
        return true;
    }
}

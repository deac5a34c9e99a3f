package dev.culebra.nn.train;

import java.util.List;

/**
 * Thrown when the loss of a step is not a finite number. The model has the parameters that it had after the last finished
 * epoch, or at the beginning if there was none.
 *
 * <pre>{@code
 * try {
 *     trainer.fit(train, Optional.of(valid), 10, TrainingListener.SILENT);
 * } catch (DivergedException diverged) {
 *     System.err.println(diverged.getMessage()); // training: the loss became NaN at step 7 of epoch 3; …
 * }
 * }</pre>
 */
public final class DivergedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final transient List<EpochReport> finished;

    DivergedException(StepReport step, List<EpochReport> finished) {
        super("training: the loss became %s at step %d of epoch %d; the parameters are those %s".formatted(step.loss(),
                step.step(), step.epoch(), finished.isEmpty() ? "of the beginning"
                        : "after epoch " + finished.getLast().number()));
        this.finished = List.copyOf(finished);
    }

    /** The epochs that were finished. */
    public List<EpochReport> finished() {
        return finished;
    }
}

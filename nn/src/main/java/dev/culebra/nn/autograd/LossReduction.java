package dev.culebra.nn.autograd;

/**
 * How the losses of the examples become one.
 *
 * <pre>{@code
 * Variable mean = LossReduction.MEAN.of(losses); // [b] → scalar
 * }</pre>
 */
public enum LossReduction {
    /** Not at all: each example keeps its own. */
    NONE,
    /** Their sum. */
    SUM,
    /** Their mean, weighted where a loss has weights; NaN over none. */
    MEAN;

    /** Losses, all of which count alike, reduced. */
    public Variable of(Variable losses) {
        return switch (this) {
            case NONE -> losses;
            case SUM -> losses.sum();
            case MEAN -> losses.mean();
        };
    }
}

package dev.culebra.nn.train;

/**
 * What {@link Adam} and {@link AdamW} go by.
 *
 * <pre>{@code
 * AdamSettings settings = AdamSettings.ofAdamW().rate(3e-4).decay(0.05);
 * }</pre>
 *
 * @param rate learning rate, finite, at least 0
 * @param beta1 share of the mean gradient that stays from step to step, at least 0, less than 1
 * @param beta2 share of the mean squared gradient that stays, at least 0, less than 1
 * @param epsilon keeps the divisor from 0, finite, at least 0
 * @param decay pull towards 0, finite, at least 0
 */
public record AdamSettings(double rate, double beta1, double beta2, double epsilon, double decay) {
    /**
     * @throws IllegalArgumentException if a number is not as described
     */
    public AdamSettings {
        Ranges.number("adam", "learning rate", rate);
        Ranges.share("adam", "beta1", beta1);
        Ranges.share("adam", "beta2", beta2);
        Ranges.number("adam", "epsilon", epsilon);
        Ranges.number("adam", "weight decay", decay);
    }

    /** PyTorch's defaults for Adam: rate 0.001, β 0.9 and 0.999, ε 10⁻⁸, no weight decay. */
    public static AdamSettings ofAdam() {
        return new AdamSettings(1e-3, 0.9, 0.999, 1e-8, 0);
    }

    /** PyTorch's defaults for AdamW: those of Adam with a weight decay of 0.01. */
    public static AdamSettings ofAdamW() {
        return ofAdam().decay(1e-2);
    }

    /** The same with another learning rate. */
    public AdamSettings rate(double other) {
        return new AdamSettings(other, beta1, beta2, epsilon, decay);
    }

    /** The same with other shares. */
    public AdamSettings betas(double first, double second) {
        return new AdamSettings(rate, first, second, epsilon, decay);
    }

    /** The same with another ε. */
    public AdamSettings epsilon(double other) {
        return new AdamSettings(rate, beta1, beta2, other, decay);
    }

    /** The same with another weight decay. */
    public AdamSettings decay(double other) {
        return new AdamSettings(rate, beta1, beta2, epsilon, other);
    }
}

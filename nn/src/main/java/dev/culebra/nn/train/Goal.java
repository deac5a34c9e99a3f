package dev.culebra.nn.train;

import java.util.function.ToDoubleFunction;

/**
 * By which figure an epoch is better than another.
 *
 * <pre>{@code
 * Goal.largest("accuracy").isBetter(0.97, 0.96); // true
 * }</pre>
 *
 * @param name of the figure
 * @param figure of an epoch
 * @param isLarger whether larger figures are better
 */
public record Goal(String name, ToDoubleFunction<EpochReport> figure, boolean isLarger) {
    /** A small loss on the examples of the validation. */
    public static Goal validationLoss() {
        return new Goal("loss", epoch -> validation("loss", epoch).loss(), false);
    }

    /** A large value of a metric of the validation. */
    public static Goal largest(String metric) {
        return new Goal(metric, epoch -> metric(metric, epoch), true);
    }

    /** A small value of a metric of the validation. */
    public static Goal smallest(String metric) {
        return new Goal(metric, epoch -> metric(metric, epoch), false);
    }

    private static Evaluation validation(String name, EpochReport epoch) {
        return epoch.validation().orElseThrow(() -> new IllegalStateException(
                "goal: %s is judged on a validation, and this training has none".formatted(name)));
    }

    private static double metric(String name, EpochReport epoch) {
        Evaluation validation = validation(name, epoch);
        Double value = validation.metrics().get(name);
        if (value == null) {
            throw new IllegalStateException("goal: there is no metric %s, but %s".formatted(name, validation.metrics()
                    .keySet()));
        }
        return value;
    }

    /**
     * The figure of an epoch.
     *
     * @throws IllegalStateException if it has none
     */
    public double of(EpochReport epoch) {
        return figure.applyAsDouble(epoch);
    }

    /** Whether one figure is better than another; any number is better than NaN. */
    public boolean isBetter(double one, double other) {
        return !Double.isNaN(one) && (Double.isNaN(other) || (isLarger ? one > other : one < other));
    }
}

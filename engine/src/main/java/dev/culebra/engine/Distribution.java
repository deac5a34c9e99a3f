package dev.culebra.engine;

/**
 * A distribution that {@link Tensor#random} draws from.
 *
 * <pre>{@code
 * Tensor weight = Tensor.random(new Distribution.Normal(0, 0.02), Shape.of(128, 784), DType.F32, stream, device);
 * }</pre>
 */
public sealed interface Distribution {
    /**
     * Uniform over {@code [low, high)}.
     *
     * @param low smallest value
     * @param high upper end, not reached
     */
    record Uniform(double low, double high) implements Distribution {
        /**
         * @throws IllegalArgumentException if not {@code low ≤ high}, both finite
         */
        public Uniform {
            if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
                throw new IllegalArgumentException("uniform: needs finite low ≤ high, got [%s, %s)".formatted(low,
                        high));
            }
        }
    }

    /**
     * Normal, also called Gaussian.
     *
     * @param mean the mean
     * @param deviation the standard deviation, at least 0
     */
    record Normal(double mean, double deviation) implements Distribution {
        /**
         * @throws IllegalArgumentException if the mean is not finite, or the deviation not finite and at least 0
         */
        public Normal {
            if (!Double.isFinite(mean) || !Double.isFinite(deviation) || deviation < 0) {
                throw new IllegalArgumentException(
                        "normal: needs a finite mean and a finite deviation ≥ 0, got (%s, %s)"
                                .formatted(mean, deviation));
            }
        }
    }

    /**
     * 1 with probability {@code p}, else 0.
     *
     * @param p probability of a 1
     */
    record Bernoulli(double p) implements Distribution {
        /**
         * @throws IllegalArgumentException if not {@code 0 ≤ p ≤ 1}
         */
        public Bernoulli {
            if (!(p >= 0 && p <= 1)) {
                throw new IllegalArgumentException("bernoulli: needs 0 ≤ p ≤ 1, got " + p);
            }
        }
    }
}

package dev.culebra.engine.reference;

/** The standard normal distribution beyond a point, and back, good to about 12 digits. */
final class NormalTail {
    private static final double MIDDLE = 2.5;

    private NormalTail() {}

    /** The point z ≥ 0 that is exceeded with probability {@code t}, 0 &lt; t ≤ 1/2: by bisection. */
    static double quantile(double t) {
        double low = 0;
        double high = 10;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (probability(middle) > t) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The probability that {@code z ≥ 0} is exceeded. */
    static double probability(double z) {
        double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
        if (z < MIDDLE) {
            // The power series Φ(z) = 1/2 + φ(z) (z + z³/3 + z⁵/15 + …).
            double term = z;
            double sum = z;
            for (int i = 3; i < 100; i += 2) {
                term *= z * z / i;
                sum += term;
            }
            return 0.5 - density * sum;
        }
        // Laplace's continued fraction φ(z) / (z + 1/(z + 2/(z + 3/(z + …)))).
        double fraction = z;
        for (int i = 300; i > 0; i--) {
            fraction = z + i / fraction;
        }
        return density / fraction;
    }
}

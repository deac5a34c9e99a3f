package dev.culebra.nn.train;

/** What the numbers of a training may be. */
final class Ranges {
    private Ranges() {}

    /**
     * A number that is finite and at least 0.
     *
     * @param owner whose it is, for the message
     * @throws IllegalArgumentException if it is not
     */
    static double number(String owner, String what, double value) {
        if (!Double.isFinite(value) || value < 0) {
            throw new IllegalArgumentException("%s: %s must be finite and ≥ 0, got %s".formatted(owner, what, value));
        }
        return value;
    }

    /**
     * A share that is kept from step to step: at least 0 and less than 1.
     *
     * @param owner whose it is, for the message
     * @throws IllegalArgumentException if it is not
     */
    static double share(String owner, String what, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException("%s: %s must be ≥ 0 and < 1, got %s".formatted(owner, what, value));
        }
        return value;
    }
}

package dev.culebra.samples.lessons;

import dev.culebra.samples.UsageException;
import java.util.Locale;

/** What the values of options must obey. */
public final class Ranges {

    private Ranges() {}

    public static void atLeast(String option, int least, int value) {
        if (value < least) {
            throw new UsageException("%s must be at least %d, not %d".formatted(option, least, value));
        }
    }

    public static void positive(String option, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new UsageException("%s must be a positive number, not %s".formatted(option, value));
        }
    }

    public static void notNegative(String option, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new UsageException("%s must be 0 or a positive number, not %s".formatted(option, value));
        }
    }

    /** From 0, and below 1. */
    public static void fraction(String option, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new UsageException("%s must be from 0 to below 1, not %s".formatted(option, value));
        }
    }

    /** Both bounds belong to it. */
    public static void between(String option, int least, int most, int value) {
        if (value < least || value > most) {
            throw new UsageException(
                    String.format(Locale.ROOT, "%s must be from %,d to %,d, not %,d", option, least, most, value));
        }
    }
}

package dev.culebra.samples.lessons;

import dev.culebra.nn.Linear;
import dev.culebra.samples.show.Screen;

/**
 * The weights that descent found beside those of the closed form.
 *
 * <p>{@code new BesideClosedForm(table, table.closedForm(), model).print(screen)} prints a line for each column.
 *
 * @param closed a weight for each column, and the constant
 * @param model learnt on normalised columns
 */
record BesideClosedForm(NumberTable table, double[] closed, Linear model) {
    /** The weights as if nothing had been normalised, what one more of each is worth; returns the largest difference. */
    double print(Screen screen) {
        double[] weights = model.weight().value().toDoubles();
        double base = model.bias().value().toDoubles()[0];
        double worst = 0;
        screen.printf("%n%-28s%14s%14s%n", table.target() + " for one more", "descent", "closed form");
        for (int i = 0; i < weights.length; i++) {
            double weight = weights[i] / table.deviation(i);
            base -= weight * table.mean(i);
            worst = Math.max(worst, Math.abs(weight - closed[i]));
            screen.printf("%-28s%14.4f%14.4f%n", table.columns().get(i), weight, closed[i]);
        }
        screen.printf("%-28s%14.4f%14.4f%n%n", "none of all", base, closed[weights.length]);
        return Math.max(worst, Math.abs(base - closed[weights.length]));
    }
}

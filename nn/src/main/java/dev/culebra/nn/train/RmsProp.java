package dev.culebra.nn.train;

import dev.culebra.engine.Update;
import dev.culebra.engine.Update.Assignment;
import dev.culebra.engine.expr.Expr;
import dev.culebra.nn.autograd.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/**
 * RMSprop, as PyTorch defines it: for a parameter p with gradient g,
 *
 * <pre>
 * g ← g + decay·p
 * s ← α·s + (1 − α)·g²
 * d ← √s + ε                            centred: m ← m + (1 − α)·(g − m), d ← √(s − m²) + ε
 * p ← p − rate·g/d                      with momentum: b ← momentum·b + g/d, p ← p − rate·b
 * </pre>
 *
 * <pre>{@code
 * try (RmsProp optimizer = new RmsProp(model.parameters(), RmsProp.Settings.standard().rate(1e-3))) {
 *     new Trainer(model, Loss.crossEntropy(), optimizer).fit(train, Optional.empty(), 5, TrainingListener.SILENT);
 * }
 * }</pre>
 */
public final class RmsProp extends FusedOptimizer {
    private final Settings settings;

    /**
     * What it goes by.
     *
     * <pre>{@code
     * RmsProp.Settings settings = RmsProp.Settings.standard().rate(1e-3).momentum(0.9);
     * }</pre>
     *
     * @param rate learning rate, finite, at least 0
     * @param alpha share of the mean squared gradient that stays from step to step, at least 0, less than 1
     * @param epsilon keeps the divisor from 0, finite, at least 0
     * @param decay pull towards 0, finite, at least 0
     * @param momentum share of the velocity that stays, at least 0, less than 1; with 0 there is no velocity
     * @param centred whether the variance of the gradient takes the place of its mean square
     */
    public record Settings(double rate, double alpha, double epsilon, double decay, double momentum, boolean centred) {
        /**
         * @throws IllegalArgumentException if a number is not as described
         */
        public Settings {
            Ranges.number("rmsprop", "learning rate", rate);
            Ranges.share("rmsprop", "alpha", alpha);
            Ranges.number("rmsprop", "epsilon", epsilon);
            Ranges.number("rmsprop", "weight decay", decay);
            Ranges.share("rmsprop", "momentum", momentum);
        }

        /** PyTorch's defaults: rate 0.01, α 0.99, ε 10⁻⁸, and nothing else. */
        public static Settings standard() {
            return new Settings(1e-2, 0.99, 1e-8, 0, 0, false);
        }

        /** The same with another learning rate. */
        public Settings rate(double other) {
            return new Settings(other, alpha, epsilon, decay, momentum, centred);
        }

        /** The same with another share of the mean squared gradient that stays. */
        public Settings alpha(double other) {
            return new Settings(rate, other, epsilon, decay, momentum, centred);
        }

        /** The same with another weight decay. */
        public Settings decay(double other) {
            return new Settings(rate, alpha, epsilon, other, momentum, centred);
        }

        /** The same with another momentum. */
        public Settings momentum(double other) {
            return new Settings(rate, alpha, epsilon, decay, other, centred);
        }

        /** The same, centred or not. */
        public Settings centred(boolean other) {
            return new Settings(rate, alpha, epsilon, decay, momentum, other);
        }

        private String[] quantities() {
            List<String> quantities = new ArrayList<>(List.of("meanSquare"));
            if (centred) {
                quantities.add("mean");
            }
            if (momentum != 0) {
                quantities.add("velocity");
            }
            return quantities.toArray(String[]::new);
        }
    }

    /** Parameters in groups. */
    public RmsProp(List<ParameterGroup> groups, Settings settings) {
        super("rmsprop", groups, settings.rate, settings.momentum == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(settings.momentum), update(settings, decays(groups, settings.decay)),
                settings.quantities());
        this.settings = settings;
    }

    /** Named parameters, as a layer has them. */
    public RmsProp(SequencedMap<String, Variable> parameters, Settings settings) {
        this(List.of(ParameterGroup.of(parameters)), settings);
    }

    private static Update update(Settings settings, boolean decays) {
        int tensors = 2 + settings.quantities().length;
        Expr rate = Expr.input(tensors);
        Expr kept = Expr.input(tensors + 1);
        Expr taken = Expr.input(tensors + 2);
        Expr epsilon = Expr.input(tensors + 3);
        Expr decay = Expr.input(tensors + 4);
        Expr momentum = Expr.input(tensors + 5);
        Expr meanSquare = Expr.input(2);
        Expr mean = Expr.input(3);
        Expr gradient = decays ? GRADIENT.add(PARAMETER.mul(decay)) : GRADIENT;

        List<Assignment> assignments = new ArrayList<>();
        assignments.add(new Assignment(2, meanSquare.mul(kept).add(taken.mul(gradient).mul(gradient))));
        Expr variance = meanSquare;
        if (settings.centred) {
            assignments.add(new Assignment(3, mean.add(gradient.sub(mean).mul(taken))));
            variance = meanSquare.sub(mean.square());
        }
        Expr divisor = variance.sqrt().add(epsilon);
        if (settings.momentum == 0) {
            assignments.add(new Assignment(0, PARAMETER.sub(rate.mul(gradient).div(divisor))));
        } else {
            Expr velocity = Expr.input(tensors - 1);
            assignments.add(new Assignment(tensors - 1, velocity.mul(momentum).add(gradient.div(divisor))));
            assignments.add(new Assignment(0, PARAMETER.sub(rate.mul(velocity))));
        }
        return new Update(tensors, 6, assignments);
    }

    @Override
    protected double[] scalars(ParameterGroup group, long step) {
        return new double[] {rate(group), settings.alpha, 1 - settings.alpha, settings.epsilon,
            group.decay().orElse(settings.decay), momentum().orElse(0)};
    }
}

package dev.culebra.nn.train;

import dev.culebra.engine.Update;
import dev.culebra.engine.Update.Assignment;
import dev.culebra.engine.expr.Expr;
import dev.culebra.nn.autograd.Variable;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/**
 * Stochastic gradient descent with momentum (without dampening) and weight decay, as PyTorch defines them: for a parameter p
 * with gradient g,
 *
 * <pre>
 * g ← g + decay·p
 * v ← momentum·v + g
 * p ← p − rate·v                       with Nesterov's look ahead: p − rate·(g + momentum·v)
 * </pre>
 *
 * <pre>{@code
 * try (Sgd sgd = new Sgd(model.parameters(), 0.1)) {
 *     sgd.clearGradients();
 *     loss.backward();
 *     sgd.step();
 * }
 * }</pre>
 */
public final class Sgd extends FusedOptimizer {
    private final Settings settings;

    /**
     * How far and how steadily it goes.
     *
     * <pre>{@code
     * new Sgd.Settings(0.05).momentum(0.9).nesterov(true);
     * }</pre>
     *
     * @param rate learning rate, finite, at least 0
     * @param momentum share of the velocity that stays from step to step, at least 0, less than 1; with 0 there is no velocity
     * @param decay pull towards 0, finite, at least 0
     * @param nesterov whether the gradient is taken as if at the place that the velocity leads to; needs momentum
     */
    public record Settings(double rate, double momentum, double decay, boolean nesterov) {
        /**
         * @throws IllegalArgumentException if a number is not as described
         */
        public Settings {
            Ranges.number("sgd", "learning rate", rate);
            Ranges.share("sgd", "momentum", momentum);
            Ranges.number("sgd", "weight decay", decay);
            if (nesterov && momentum == 0) {
                throw new IllegalArgumentException("sgd: Nesterov's look ahead needs a momentum above 0");
            }
        }

        /** Plain descent: no momentum, no weight decay. */
        public Settings(double rate) {
            this(rate, 0, 0, false);
        }

        /** The same with another momentum. */
        public Settings momentum(double other) {
            return new Settings(rate, other, decay, nesterov);
        }

        /** The same with another weight decay. */
        public Settings decay(double other) {
            return new Settings(rate, momentum, other, nesterov);
        }

        /** The same with or without looking ahead. */
        public Settings nesterov(boolean other) {
            return new Settings(rate, momentum, decay, other);
        }

        private boolean hasMomentum() {
            return momentum != 0;
        }
    }

    /** Parameters in groups. */
    public Sgd(List<ParameterGroup> groups, Settings settings) {
        super("sgd", groups, settings.rate, settings.hasMomentum()
                ? OptionalDouble.of(settings.momentum)
                : OptionalDouble.empty(), update(settings, decays(groups, settings.decay)),
                settings.hasMomentum() ? new String[] {"velocity"} : new String[0]);
        this.settings = settings;
    }

    /** Named parameters, as a layer has them. */
    public Sgd(SequencedMap<String, Variable> parameters, Settings settings) {
        this(List.of(ParameterGroup.of(parameters)), settings);
    }

    /** Plain descent: no momentum, no weight decay. */
    public Sgd(SequencedMap<String, Variable> parameters, double learningRate) {
        this(parameters, new Settings(learningRate));
    }

    /** As {@link #Sgd(Collection, double, double, double)} without momentum and weight decay. */
    public Sgd(Collection<Variable> parameters, double learningRate) {
        this(parameters, learningRate, 0, 0);
    }

    /**
     * @param parameters what is trained; stay their owner's; named by their number
     * @param learningRate finite, at least 0
     * @param momentum share of the velocity that stays from step to step, at least 0, less than 1
     * @param weightDecay pull towards 0, finite, at least 0
     * @throws IllegalArgumentException if a number is not as described
     */
    public Sgd(Collection<Variable> parameters, double learningRate, double momentum, double weightDecay) {
        this(List.of(ParameterGroup.of(parameters)), new Settings(learningRate, momentum, weightDecay, false));
    }

    private static Update update(Settings settings, boolean decays) {
        int tensors = settings.hasMomentum() ? 3 : 2;
        Expr rate = Expr.input(tensors);
        Expr decay = Expr.input(tensors + 1);
        Expr momentum = Expr.input(tensors + 2);
        Expr gradient = decays ? GRADIENT.add(PARAMETER.mul(decay)) : GRADIENT;
        if (!settings.hasMomentum()) {
            return new Update(tensors, 3, List.of(new Assignment(0, PARAMETER.sub(rate.mul(gradient)))));
        }
        Expr velocity = Expr.input(2);
        Expr step = settings.nesterov ? gradient.add(momentum.mul(velocity)) : velocity;
        return new Update(tensors, 3, List.of(
                new Assignment(2, velocity.mul(momentum).add(gradient)),
                new Assignment(0, PARAMETER.sub(rate.mul(step)))));
    }

    @Override
    protected double[] scalars(ParameterGroup group, long step) {
        return new double[] {rate(group), group.decay().orElse(settings.decay), momentum().orElse(0)};
    }
}

package dev.culebra.nn.train;

import dev.culebra.engine.Update;
import dev.culebra.engine.Update.Assignment;
import dev.culebra.engine.expr.Expr;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What {@link Adam} and {@link AdamW} share: running means of the gradient and of its square, both corrected for having begun
 * at 0 (Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015).
 */
abstract sealed class AdaptiveMoments extends FusedOptimizer permits Adam, AdamW {
    private static final int TENSORS = 4;
    private static final Expr FIRST = Expr.input(2);
    private static final Expr SECOND = Expr.input(3);
    private static final Expr STEP_SIZE = Expr.input(TENSORS);
    private static final Expr ROOT_OF_CORRECTION = Expr.input(TENSORS + 1);
    private static final Expr TAKEN_1 = Expr.input(TENSORS + 2);
    private static final Expr KEPT_2 = Expr.input(TENSORS + 3);
    private static final Expr TAKEN_2 = Expr.input(TENSORS + 4);
    private static final Expr EPSILON = Expr.input(TENSORS + 5);
    private static final Expr DECAY = Expr.input(TENSORS + 6);
    private static final Expr STEP = STEP_SIZE.mul(FIRST).div(SECOND.sqrt().div(ROOT_OF_CORRECTION).add(EPSILON));

    final AdamSettings settings;

    AdaptiveMoments(String name, List<ParameterGroup> groups, AdamSettings settings, Update update) {
        super(name, groups, settings.rate(), OptionalDouble.of(settings.beta1()), update, "firstMoment",
                "secondMoment");
        this.settings = settings;
    }

    /**
     * The means of {@code gradient}, and the step away from {@code start}; both may contain {@link #decayScalar()}.
     */
    static Update update(Expr gradient, Expr start) {
        return new Update(TENSORS, 7, List.of(
                new Assignment(2, FIRST.add(gradient.sub(FIRST).mul(TAKEN_1))),
                new Assignment(3, SECOND.mul(KEPT_2).add(TAKEN_2.mul(gradient).mul(gradient))),
                new Assignment(0, start.sub(STEP))));
    }

    /** The scalar that {@link #decay} computes. */
    static Expr decayScalar() {
        return DECAY;
    }

    /** What the update's last scalar is for a group. */
    abstract double decay(ParameterGroup group);

    @Override
    protected final double[] scalars(ParameterGroup group, long step) {
        double beta1 = momentum().orElseThrow();
        double beta2 = settings.beta2();
        return new double[] {rate(group) / (1 - Math.pow(beta1, step)), Math.sqrt(1 - Math.pow(beta2, step)),
            1 - beta1, beta2, 1 - beta2, settings.epsilon(), decay(group)};
    }
}

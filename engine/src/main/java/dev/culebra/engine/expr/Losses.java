package dev.culebra.engine.expr;

import java.util.List;

/**
 * The terms that a loss sums or averages, one per element: input 0 is the prediction, input 1 the target. Values and
 * derivatives are those of PyTorch's losses, unless said otherwise.
 *
 * <pre>{@code
 * Evaluator.evaluate(Losses.SQUARED_ERROR, 3.0, 1.0);   // 4.0
 * Losses.SQUARED_ERROR.derivative(0);                   // (x0 - x1) * 2
 * }</pre>
 */
public final class Losses {

    private static final Expr PREDICTION = Expr.input(0);
    private static final Expr TARGET = Expr.input(1);
    private static final Expr ERROR = PREDICTION.sub(TARGET);

    /** {@code (prediction - target)²}. */
    public static final Expr SQUARED_ERROR = ERROR.square();

    /** {@code |prediction - target|}; derivative 0 where they are equal. */
    public static final Expr ABSOLUTE_ERROR = ERROR.abs();

    /**
     * The binary cross-entropy {@code -(t log p + (1 - t) log(1 - p))} of a probability {@code p} in {@code [0, 1]}.
     * Each logarithm is taken as at least -100, so the loss is finite for the most confident error. The derivative of a
     * logarithm so limited is 0, where PyTorch has {@link #BINARY_CROSS_ENTROPY_PARTIALS}.
     */
    public static final Expr BINARY_CROSS_ENTROPY = binaryCrossEntropy();

    /**
     * What PyTorch takes as the derivatives of {@link #BINARY_CROSS_ENTROPY} by prediction and target, {@code (p - t) /
     * max(p (1 - p), 1e-12)} and {@code log(1 - p) - log p}: the derived ones wherever no logarithm is limited.
     */
    public static final List<Expr> BINARY_CROSS_ENTROPY_PARTIALS = List.of(
            ERROR.div(PREDICTION.mul(Constant.ONE.sub(PREDICTION)).max(1e-12)),
            PREDICTION.neg().log1p().sub(PREDICTION.log()));

    /**
     * The binary cross-entropy of the probability {@code sigmoid(prediction)}, computed as {@code softplus(x) - x t},
     * which does not overflow and keeps its digits for large {@code |x|}.
     */
    public static final Expr BINARY_CROSS_ENTROPY_WITH_LOGITS = Activations.SOFTPLUS.sub(PREDICTION.mul(TARGET));

    private Losses() {}

    /**
     * {@link #BINARY_CROSS_ENTROPY_WITH_LOGITS} with the terms of positive targets, {@code -t log p}, counted
     * {@code weight} times.
     */
    public static Expr binaryCrossEntropyWithLogits(double weight) {
        var negative = Constant.ONE.sub(TARGET).mul(PREDICTION);
        var likelihood = Activations.SOFTPLUS.apply(PREDICTION.neg());
        return negative.add(TARGET.mul(weight - 1).add(1).mul(likelihood));
    }

    /**
     * {@code e²/2} for errors {@code |e| < delta}, beyond that {@code delta (|e| - delta/2)}; Huber, "Robust
     * Estimation of a Location Parameter", 1964.
     *
     * @throws IllegalArgumentException unless {@code delta > 0}
     */
    public static Expr huber(double delta) {
        requirePositive("huber: delta", delta);
        var size = ERROR.abs();
        return Expr.select(size.lt(delta), ERROR.square().mul(0.5), size.sub(0.5 * delta).mul(delta));
    }

    /**
     * {@code huber(beta) / beta}: {@code e²/(2 beta)} for errors {@code |e| < beta}, beyond that {@code |e| - beta/2}.
     *
     * @throws IllegalArgumentException unless {@code beta > 0}
     */
    public static Expr smoothL1(double beta) {
        requirePositive("smooth l1: beta", beta);
        var size = ERROR.abs();
        return Expr.select(size.lt(beta), ERROR.square().mul(0.5 / beta), size.sub(0.5 * beta));
    }

    private static Expr binaryCrossEntropy() {
        var logP = PREDICTION.log();
        var logQ = PREDICTION.neg().log1p();
        var positive = TARGET.mul(Expr.select(logP.lt(-100), -100, logP));
        var negative = Constant.ONE.sub(TARGET).mul(Expr.select(logQ.lt(-100), -100, logQ));
        return positive.add(negative).neg();
    }

    private static void requirePositive(String what, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(what + " must be positive, got " + value);
        }
    }
}

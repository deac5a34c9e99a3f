package dev.culebra.nn;

import dev.culebra.engine.ShapeException;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Expr;
import dev.culebra.nn.autograd.LossReduction;
import dev.culebra.nn.autograd.Variable;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Cross-entropy of logits, {@code −log softmax(logits)[label]}; with smoothing ε and weights w of the classes,
 * {@code −(1 − ε)·w[label]·log p[label] − (ε / classes)·Σ_c w[c]·log p[c]}. The mean is over the sum of the labels' weights.
 *
 * <p>Targets are I64 labels: {@code [n]} for logits {@code [n, classes]}, {@code [n, d…]} for {@code [n, classes, d…]}, a scalar
 * for {@code [classes]}. Or they are probabilities, of the logits' shape and dtype; the mean is then over the examples.
 *
 * <pre>{@code
 * Loss loss = Loss.crossEntropy().smoothing(0.1).ignoring(-100);
 * }</pre>
 *
 * @param smoothing share of the target that is spread evenly over all classes, in [0, 1]
 * @param weights of the classes, {@code [classes]}, their owner's; empty if all count alike
 * @param ignored a label whose examples do not count
 * @param reduction how the losses of the examples become one
 */
public record CrossEntropy(double smoothing, Optional<Tensor> weights, OptionalLong ignored, LossReduction reduction)
        implements
            Loss {
    private static final Expr LOG_PROBABILITY = Expr.input(0);
    private static final Expr TARGET = Expr.input(1);
    private static final Expr WEIGHT = Expr.input(2);

    /**
     * @throws IllegalArgumentException unless the smoothing lies in [0, 1]
     */
    public CrossEntropy {
        if (!(smoothing >= 0 && smoothing <= 1)) {
            throw new IllegalArgumentException("crossEntropy: smoothing must lie in [0, 1], got " + smoothing);
        }
    }

    /** The mean, without smoothing, all classes alike. */
    public CrossEntropy() {
        this(0, Optional.empty(), OptionalLong.empty(), LossReduction.MEAN);
    }

    /** The same with another smoothing. */
    public CrossEntropy smoothing(double share) {
        return new CrossEntropy(share, weights, ignored, reduction);
    }

    /** The same with a weight for each class, {@code [classes]}, of the logits' dtype; the tensor stays its owner's. */
    public CrossEntropy weighted(Tensor classWeights) {
        return new CrossEntropy(smoothing, Optional.of(classWeights), ignored, reduction);
    }

    /** The same with a label whose examples do not count. */
    public CrossEntropy ignoring(long label) {
        return new CrossEntropy(smoothing, weights, OptionalLong.of(label), reduction);
    }

    /** The same with another reduction. */
    public CrossEntropy reduced(LossReduction other) {
        return new CrossEntropy(smoothing, weights, ignored, other);
    }

    /**
     * @throws ShapeException if the shapes do not fit
     * @throws IndexOutOfBoundsException if a label that is not ignored lies outside the classes; on a card it is thrown by
     *     the next call that waits for the card
     */
    @Override
    public Variable of(Variable prediction, Tensor target) {
        if (target.dtype().isFloating()) {
            return ofProbabilities(prediction, target);
        }
        ClassRows rows = ClassRows.of("crossEntropy", prediction, target);
        return rows.shaped(rows.rows().crossEntropy(rows.labels(), weights, smoothing, ignored, reduction), reduction);
    }

    private Variable ofProbabilities(Variable prediction, Tensor target) {
        if (prediction.shape().rank() == 0 || !prediction.shape().equals(target.shape())) {
            throw new ShapeException("crossEntropy: probabilities need the shape of the logits: logits %s, target %s"
                    .formatted(prediction.shape(), target.shape()));
        }
        int axis = prediction.shape().rank() == 1 ? 0 : 1;
        long classes = prediction.shape().size(axis);
        Expr smoothed = TARGET.mul(1 - smoothing).add(smoothing / classes);
        Expr term = LOG_PROBABILITY.mul(smoothed).neg();
        Variable logs = prediction.logSoftmax(axis);
        Variable targets = Variable.constant(target);
        Variable terms = weights.isEmpty()
                ? logs.map(term, targets)
                : logs.map(term.mul(WEIGHT), targets, Variable.constant(alongAxis(weights.get(), axis, prediction)));
        return reduction.of(terms.sum(axis));
    }

    private static Tensor alongAxis(Tensor weights, int axis, Variable prediction) {
        long[] sizes = new long[prediction.shape().rank() - axis];
        Arrays.fill(sizes, 1);
        sizes[0] = weights.shape().elements();
        return weights.reshape(sizes);
    }
}

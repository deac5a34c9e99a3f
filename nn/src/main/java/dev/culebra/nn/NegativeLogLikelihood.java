package dev.culebra.nn;

import dev.culebra.engine.DTypeException;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Expr;
import dev.culebra.nn.autograd.LossReduction;
import dev.culebra.nn.autograd.Variable;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Negative log-likelihood {@code −w[label]·logProbabilities[label]}, as {@link CrossEntropy} is for logits; shapes, weights and
 * mean are the same.
 *
 * <pre>{@code
 * Loss loss = Loss.negativeLogLikelihood(); // of scores.logSoftmax(1)
 * }</pre>
 *
 * @param weights of the classes, {@code [classes]}, their owner's; empty if all count alike
 * @param ignored a label whose examples do not count
 * @param reduction how the losses of the examples become one
 */
public record NegativeLogLikelihood(Optional<Tensor> weights, OptionalLong ignored, LossReduction reduction)
        implements
            Loss {
    private static final Expr LABEL = Expr.input(0);
    private static final Expr PICKED = Expr.input(0);
    private static final Expr WEIGHT = Expr.input(1);
    private static final Expr TERM = Expr.select(WEIGHT.ne(0), PICKED.mul(WEIGHT).neg(), 0);

    /** The mean, all classes alike. */
    public NegativeLogLikelihood() {
        this(Optional.empty(), OptionalLong.empty(), LossReduction.MEAN);
    }

    /** The same with a weight for each class, {@code [classes]}, of the predictions' dtype; the tensor stays its owner's. */
    public NegativeLogLikelihood weighted(Tensor classWeights) {
        return new NegativeLogLikelihood(Optional.of(classWeights), ignored, reduction);
    }

    /** The same with a label whose examples do not count. */
    public NegativeLogLikelihood ignoring(long label) {
        return new NegativeLogLikelihood(weights, OptionalLong.of(label), reduction);
    }

    /** The same with another reduction. */
    public NegativeLogLikelihood reduced(LossReduction other) {
        return new NegativeLogLikelihood(weights, ignored, other);
    }

    /**
     * @param prediction logarithms of probabilities
     * @param target I64 labels
     * @throws dev.culebra.engine.ShapeException if the shapes do not fit
     * @throws IndexOutOfBoundsException if a label that is not ignored lies outside the classes; on a card it is thrown by
     *     the next call that waits for the card
     */
    @Override
    public Variable of(Variable prediction, Tensor target) {
        if (target.dtype().isFloating()) {
            throw new DTypeException("negativeLogLikelihood: labels must be I64, got " + target.dtype());
        }
        ClassRows rows = ClassRows.of("negativeLogLikelihood", prediction, target);
        Tensor labels = ignored.isPresent()
                ? rows.labels().map(Expr.select(LABEL.eq(ignored.getAsLong()), 0, LABEL))
                : rows.labels();
        Variable counted = Variable.constant(counted(rows, labels));
        Variable terms = rows.rows().gather(1, labels.unsqueeze(1)).squeeze(1).map(TERM, counted);
        return switch (reduction) {
            case NONE -> rows.shaped(terms, reduction);
            case SUM -> terms.sum();
            case MEAN -> terms.sum().div(counted.sum());
        };
    }

    /** The weights of the rows: 0 for the ignored ones. */
    private Tensor counted(ClassRows rows, Tensor labels) {
        Tensor each = weights.isPresent()
                ? weights.get().indexSelect(0, labels)
                : Tensor.full(labels.shape(), 1, rows.rows().dtype(), labels.device());
        if (ignored.isEmpty()) {
            return each;
        }
        return rows.labels().map(LABEL.ne(ignored.getAsLong())).where(each, each.mul(0));
    }
}

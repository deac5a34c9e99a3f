package dev.culebra.nn;

import dev.culebra.engine.ShapeException;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.expr.Losses;
import dev.culebra.nn.autograd.LossReduction;
import dev.culebra.nn.autograd.Variable;

/**
 * How far predictions are from targets: a scalar, 0 at best, whose gradient leads the training.
 *
 * <pre>{@code
 * Loss loss = Loss.crossEntropy();
 * Loss lasso = (prediction, target) -> prediction.sub(Variable.constant(target)).map(Expr.input(0).abs()).mean();
 * }</pre>
 */
@FunctionalInterface
public interface Loss {
    /**
     * The loss of a batch.
     *
     * @param prediction what the model says
     * @param target what is right
     * @return a scalar, unless the loss was told not to reduce
     * @throws ShapeException if the shapes do not fit
     */
    Variable of(Variable prediction, Tensor target);

    /**
     * Mean over the batch of {@code −log softmax(prediction)[target]}: predictions are logits {@code [n, classes]}, targets
     * I64 labels {@code [n]}. Throws {@link IndexOutOfBoundsException} for a label outside the classes.
     */
    static CrossEntropy crossEntropy() {
        return new CrossEntropy();
    }

    /** Mean over the batch of {@code −prediction[target]}: predictions are logarithms of probabilities, {@code [n, classes]}. */
    static NegativeLogLikelihood negativeLogLikelihood() {
        return new NegativeLogLikelihood();
    }

    /** Mean over all elements of {@code (prediction − target)²}; both of one shape. */
    static ElementwiseLoss meanSquaredError() {
        return elementwise("meanSquaredError", Losses.SQUARED_ERROR);
    }

    /** Mean over all elements of {@code |prediction − target|}; both of one shape. */
    static ElementwiseLoss meanAbsoluteError() {
        return elementwise("meanAbsoluteError", Losses.ABSOLUTE_ERROR);
    }

    /**
     * Mean over all elements of {@code e²/2} for errors up to {@code delta}, beyond that {@code delta·(|e| − delta/2)}.
     *
     * @throws IllegalArgumentException unless {@code delta > 0}
     */
    static ElementwiseLoss huber(double delta) {
        return elementwise("huber", Losses.huber(delta));
    }

    /** Mean over all elements of {@code −t·log p − (1 − t)·log(1 − p)}, for predictions p and targets t in [0, 1]. */
    static ElementwiseLoss binaryCrossEntropy() {
        return new ElementwiseLoss("binaryCrossEntropy", Losses.BINARY_CROSS_ENTROPY,
                Losses.BINARY_CROSS_ENTROPY_PARTIALS, LossReduction.MEAN);
    }

    /** {@link #binaryCrossEntropy} of {@code sigmoid(prediction)}, computed without overflow. */
    static ElementwiseLoss binaryCrossEntropyWithLogits() {
        return elementwise("binaryCrossEntropyWithLogits", Losses.BINARY_CROSS_ENTROPY_WITH_LOGITS);
    }

    /**
     * Mean over all elements of a term.
     *
     * @param name for messages
     * @param term of the prediction, input 0, and the target, input 1
     */
    static ElementwiseLoss elementwise(String name, Expr term) {
        return new ElementwiseLoss(name, term);
    }
}

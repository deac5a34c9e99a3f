package dev.culebra.nn;

import dev.culebra.engine.ShapeException;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.expr.Losses;
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
     * @return a scalar
     * @throws ShapeException if the shapes do not fit
     */
    Variable of(Variable prediction, Tensor target);

    /**
     * Mean over the batch of {@code −log softmax(prediction)[target]}: predictions are logits {@code [n, classes]}, targets
     * I64 labels {@code [n]}. Throws {@link IndexOutOfBoundsException} for a label outside the classes.
     */
    static Loss crossEntropy() {
        return Variable::crossEntropy;
    }

    /** Mean over all elements of {@code (prediction − target)²}; both of one shape. */
    static Loss meanSquaredError() {
        return elementwise("meanSquaredError", Losses.SQUARED_ERROR);
    }

    /**
     * Mean over all elements of a term.
     *
     * @param name for messages
     * @param term of the prediction, input 0, and the target, input 1
     */
    static Loss elementwise(String name, Expr term) {
        return (prediction, target) -> {
            if (!prediction.shape().equals(target.shape())) {
                throw new ShapeException("%s: shapes differ: prediction %s, target %s".formatted(name, prediction
                        .shape(), target.shape()));
            }
            return prediction.map(term, Variable.constant(target)).mean();
        };
    }
}

package dev.culebra.nn;

import dev.culebra.engine.ShapeException;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Expr;
import dev.culebra.nn.autograd.LossReduction;
import dev.culebra.nn.autograd.Variable;
import java.util.List;

/**
 * A loss that adds up a term of each element.
 *
 * <pre>{@code
 * Loss total = Loss.meanSquaredError().reduced(LossReduction.SUM);
 * }</pre>
 *
 * @param name for messages
 * @param term of the prediction, input 0, and the target, input 1
 * @param partials its derivatives by prediction and target, where they are not to be derived; else none
 * @param reduction how the terms become one
 */
public record ElementwiseLoss(String name, Expr term, List<Expr> partials, LossReduction reduction) implements Loss {
    /**
     * @throws IllegalArgumentException unless there is one derivative for each input, or none
     */
    public ElementwiseLoss {
        partials = List.copyOf(partials);
        if (!partials.isEmpty() && partials.size() != 2) {
            throw new IllegalArgumentException("%s: needs two derivatives or none, got %d".formatted(name, partials
                    .size()));
        }
    }

    /** The mean of a term. */
    public ElementwiseLoss(String name, Expr term) {
        this(name, term, List.of(), LossReduction.MEAN);
    }

    /** The same with another reduction. */
    public ElementwiseLoss reduced(LossReduction other) {
        return new ElementwiseLoss(name, term, partials, other);
    }

    /** Prediction and target have one shape, which is that of the result if nothing is reduced. */
    @Override
    public Variable of(Variable prediction, Tensor target) {
        return of(prediction, Variable.constant(target));
    }

    /** As {@link #of(Variable, Tensor)}, for a target that has a gradient too. */
    public Variable of(Variable prediction, Variable target) {
        if (!prediction.shape().equals(target.shape())) {
            throw new ShapeException("%s: shapes differ: prediction %s, target %s".formatted(name, prediction.shape(),
                    target.shape()));
        }
        return reduction.of(partials.isEmpty() ? prediction.map(term, target) : prediction.map(term, partials, target));
    }
}

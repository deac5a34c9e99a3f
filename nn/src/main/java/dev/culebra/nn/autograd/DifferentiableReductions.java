package dev.culebra.nn.autograd;

import dev.culebra.engine.Reduction;
import dev.culebra.engine.Shape;
import dev.culebra.engine.expr.Expr;

/**
 * Reductions of a {@link Variable} over some axes, or all when none is named, and softmax. Values, shapes and errors are
 * those of {@link dev.culebra.engine.Reductions}.
 *
 * <pre>{@code
 * Variable loss = error.square().mean();
 * }</pre>
 */
public sealed interface DifferentiableReductions permits Variable {
    private Variable self() {
        return (Variable) this;
    }

    /** Sum over some axes, or all. */
    default Variable sum(int... axes) {
        return reduce(Reduction.SUM, false, axes);
    }

    /** Mean over some axes, or all. */
    default Variable mean(int... axes) {
        return mean(false, axes);
    }

    /** Mean over some axes, or all; reduced axes may stay, with size 1. */
    default Variable mean(boolean keepAxes, int... axes) {
        Shape shape = self().shape();
        boolean[] reduced = shape.axes("mean", axes);
        double count = 1;
        for (int axis = 0; axis < reduced.length; axis++) {
            count *= reduced[axis] ? shape.size(axis) : 1;
        }
        return reduce(Reduction.SUM, keepAxes, axes).map(Expr.input(0).div(count));
    }

    /** Variance over some axes, or all: the sum of squared deviations from the mean over {@code n − correction}. */
    default Variable var(double correction, boolean keepAxes, int... axes) {
        return Variable.of(new Op.Var(correction, keepAxes, Variable.list(axes)), self());
    }

    /** {@code log Σ exp(x)} over some axes, or all. */
    default Variable logSumExp(int... axes) {
        return logSumExp(false, axes);
    }

    /** {@code log Σ exp(x)} over some axes, or all; reduced axes may stay, with size 1. */
    default Variable logSumExp(boolean keepAxes, int... axes) {
        return Variable.of(new Op.LogSumExp(keepAxes, Variable.list(axes)), self());
    }

    /** Largest over some axes, or all; equal ones share the gradient. */
    default Variable max(int... axes) {
        return reduce(Reduction.MAX, false, axes);
    }

    /** Smallest over some axes, or all; equal ones share the gradient. */
    default Variable min(int... axes) {
        return reduce(Reduction.MIN, false, axes);
    }

    /**
     * SUM, MAX or MIN over some axes, or all.
     *
     * @param keepAxes whether reduced axes stay, with size 1
     * @throws IllegalArgumentException for a reduction that yields an index
     */
    default Variable reduce(Reduction reduction, boolean keepAxes, int... axes) {
        if (reduction.yieldsIndex()) {
            throw new IllegalArgumentException(reduction + " has no gradient; take it of value()");
        }
        return Variable.of(new Op.Reduce(reduction, keepAxes, Variable.list(axes)), self());
    }

    /** Softmax along an axis. */
    default Variable softmax(int axis) {
        return Variable.of(new Op.Softmax(axis), self());
    }

    /** Logarithm of the softmax along an axis. */
    default Variable logSoftmax(int axis) {
        return Variable.of(new Op.LogSoftmax(axis), self());
    }
}

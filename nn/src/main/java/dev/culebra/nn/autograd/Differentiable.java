package dev.culebra.nn.autograd;

import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.expr.Formulas;
import java.util.List;

/**
 * Elementwise operations of a {@link Variable}; shapes broadcast. Values, shapes and errors are those of the {@link Tensor}
 * methods of the same name; the gradient of {@link #map} is derived from its expression.
 *
 * <pre>{@code
 * Expr x = Expr.input(0);
 * Variable swish = h.map(x.mul(x.sigmoid())); // forward and backward, one fused loop each
 * }</pre>
 */
public sealed interface Differentiable permits Variable {
    private Variable self() {
        return (Variable) this;
    }

    /** Any function of this variable, input 0, and others, inputs 1, 2, …; shapes broadcast. */
    default Variable map(Expr f, Variable... others) {
        return Variable.of(new Op.Map(f), withSelf(others));
    }

    /**
     * As {@link #map(Expr, Variable...)}, with derivatives of one's own in place of the derived ones.
     *
     * <pre>{@code
     * Expr x = Expr.input(0);
     * Variable rounded = w.map(x.add(0.5).floor(), List.of(Expr.constant(1))); // the gradient passes straight through
     * }</pre>
     *
     * @param partials the derivative with respect to each input in turn, as a function of the inputs
     * @throws IllegalArgumentException if there is not one for each input
     */
    default Variable map(Expr f, List<Expr> partials, Variable... others) {
        if (partials.size() != others.length + 1) {
            throw new IllegalArgumentException("map: needs one derivative for each of %d inputs, got %d".formatted(
                    others.length + 1, partials.size()));
        }
        return Variable.of(new Op.MapAs(f, List.copyOf(partials)), withSelf(others));
    }

    private Variable[] withSelf(Variable... others) {
        Variable[] inputs = new Variable[others.length + 1];
        inputs[0] = self();
        System.arraycopy(others, 0, inputs, 1, others.length);
        return inputs;
    }

    /** {@code this + rhs}. */
    default Variable add(Variable rhs) {
        return map(Formulas.ADD, rhs);
    }

    /** {@code this − rhs}. */
    default Variable sub(Variable rhs) {
        return map(Formulas.SUB, rhs);
    }

    /** {@code this · rhs}, element by element. */
    default Variable mul(Variable rhs) {
        return map(Formulas.MUL, rhs);
    }

    /** {@code this / rhs}. */
    default Variable div(Variable rhs) {
        return map(Formulas.DIV, rhs);
    }

    /** {@code this + rhs}. */
    default Variable add(double rhs) {
        return map(Expr.input(0).add(rhs));
    }

    /** {@code this · rhs}. */
    default Variable mul(double rhs) {
        return map(Expr.input(0).mul(rhs));
    }

    /** {@code this} to the power of {@code rhs}. */
    default Variable pow(Variable rhs) {
        return map(Formulas.POW, rhs);
    }

    /** {@code this} to the power of {@code rhs}. */
    default Variable pow(double rhs) {
        return map(Expr.input(0).pow(rhs));
    }

    /** The larger of the two; equal ones share the gradient. */
    default Variable maximum(Variable rhs) {
        return map(Formulas.MAX, rhs);
    }

    /** The smaller of the two; equal ones share the gradient. */
    default Variable minimum(Variable rhs) {
        return map(Formulas.MIN, rhs);
    }

    /** This where {@code condition} (BOOL) is true, else {@code otherwise}; all three broadcast. */
    default Variable where(Tensor condition, Variable otherwise) {
        return Variable.constant(condition).map(Formulas.WHERE, self(), otherwise);
    }
}

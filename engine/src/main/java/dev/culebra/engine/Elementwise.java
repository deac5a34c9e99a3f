package dev.culebra.engine;

import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.expr.Formulas;

/**
 * Elementwise functions. Shapes broadcast by NumPy's rule; dtypes must be equal (BOOL conditions excepted). Comparisons
 * yield BOOL. Functions of one tensor are named in {@link Functions}; every function that is not named is one line, and still
 * one pass over memory:
 *
 * <pre>{@code
 * Expr x = Expr.input(0);
 * Tensor swish = t.map(x.mul(x.sigmoid()));
 * Tensor updated = w.set(Expr.input(0).sub(Expr.input(1).mul(0.1)), w, grad); // w ← w − 0.1·grad, in place
 * }</pre>
 */
public sealed interface Elementwise permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * Any function of this tensor, input 0, and others, inputs 1, 2, …
     *
     * @return of the shape that all inputs broadcast to; BOOL if {@code f} is a comparison, else of the inputs' dtype
     * @throws ShapeException if the shapes do not broadcast
     * @throws DTypeException if the dtypes differ, or {@code f} needs a floating dtype and has none
     * @throws DeviceException if the tensors are on different devices
     */
    default Tensor map(Expr f, Tensor... others) {
        Tensor[] inputs = new Tensor[others.length + 1];
        inputs[0] = self();
        System.arraycopy(others, 0, inputs, 1, others.length);
        return Mapping.map("map", f, inputs);
    }

    /**
     * Writes {@code f(inputs)} into this tensor, where every view of it sees it.
     *
     * @param inputs inputs 0, 1, … of {@code f}; each broadcasts to this shape, has this dtype or is BOOL, and may share
     *     this tensor's storage in any way: all are read as they were before
     * @return this tensor
     * @throws ShapeException if a shape does not broadcast to this one, or if this tensor is a broadcast view, which has no
     *     element of its own to set
     * @throws DTypeException if a dtype differs
     * @throws DeviceException if the tensors are on different devices
     */
    default Tensor set(Expr f, Tensor... inputs) {
        return Mapping.set(f, self(), inputs);
    }

    /** {@code this + rhs}. */
    default Tensor add(Tensor rhs) {
        return Mapping.map("add", Formulas.ADD, self(), rhs);
    }

    /** {@code this + rhs}. */
    default Tensor add(double rhs) {
        return Mapping.map("add", Expr.input(0).add(rhs), self());
    }

    /** {@code this − rhs}. */
    default Tensor sub(Tensor rhs) {
        return Mapping.map("sub", Formulas.SUB, self(), rhs);
    }

    /** {@code this − rhs}. */
    default Tensor sub(double rhs) {
        return Mapping.map("sub", Expr.input(0).sub(rhs), self());
    }

    /** {@code this · rhs}, element by element. */
    default Tensor mul(Tensor rhs) {
        return Mapping.map("mul", Formulas.MUL, self(), rhs);
    }

    /** {@code this · rhs}. */
    default Tensor mul(double rhs) {
        return Mapping.map("mul", Expr.input(0).mul(rhs), self());
    }

    /** {@code this / rhs}. */
    default Tensor div(Tensor rhs) {
        return Mapping.map("div", Formulas.DIV, self(), rhs);
    }

    /** {@code this / rhs}. */
    default Tensor div(double rhs) {
        return Mapping.map("div", Expr.input(0).div(rhs), self());
    }

    /** {@code this} to the power of {@code rhs}. */
    default Tensor pow(Tensor rhs) {
        return Mapping.map("pow", Formulas.POW, self(), rhs);
    }

    /** {@code this} to the power of {@code rhs}. */
    default Tensor pow(double rhs) {
        return Mapping.map("pow", Expr.input(0).pow(rhs), self());
    }

    /** The larger of the two; NaN if one is NaN. */
    default Tensor maximum(Tensor rhs) {
        return Mapping.map("maximum", Formulas.MAX, self(), rhs);
    }

    /** The smaller of the two; NaN if one is NaN. */
    default Tensor minimum(Tensor rhs) {
        return Mapping.map("minimum", Formulas.MIN, self(), rhs);
    }

    /** {@code this = rhs}, as BOOL. */
    default Tensor eq(Tensor rhs) {
        return Mapping.map("eq", Formulas.EQ, self(), rhs);
    }

    /** {@code this ≠ rhs}, as BOOL. */
    default Tensor ne(Tensor rhs) {
        return Mapping.map("ne", Formulas.NE, self(), rhs);
    }

    /** {@code this < rhs}, as BOOL. */
    default Tensor lt(Tensor rhs) {
        return Mapping.map("lt", Formulas.LT, self(), rhs);
    }

    /** {@code this ≤ rhs}, as BOOL. */
    default Tensor le(Tensor rhs) {
        return Mapping.map("le", Formulas.LE, self(), rhs);
    }

    /** {@code this > rhs}, as BOOL. */
    default Tensor gt(Tensor rhs) {
        return Mapping.map("gt", Formulas.GT, self(), rhs);
    }

    /** {@code this ≥ rhs}, as BOOL. */
    default Tensor ge(Tensor rhs) {
        return Mapping.map("ge", Formulas.GE, self(), rhs);
    }

    /** {@code then} where this (BOOL) is true, else {@code otherwise}; all three broadcast. */
    default Tensor where(Tensor then, Tensor otherwise) {
        return Mapping.map("where", Formulas.WHERE, self(), then, otherwise);
    }
}

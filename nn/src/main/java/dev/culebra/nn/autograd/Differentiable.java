package dev.culebra.nn.autograd;

import dev.culebra.engine.Reduction;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Activations;
import dev.culebra.engine.expr.Expr;
import java.util.Arrays;
import java.util.List;

/**
 * The operations of a {@link Variable}. Values, shapes and errors are those of the {@link Tensor} methods of the same name;
 * the gradient of {@link #map} is derived from its expression.
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
        Variable[] inputs = new Variable[others.length + 1];
        inputs[0] = self();
        System.arraycopy(others, 0, inputs, 1, others.length);
        return Variable.of(new Op.Map(f), inputs);
    }

    /** {@code this + rhs}. */
    default Variable add(Variable rhs) {
        return map(Formula.ADD, rhs);
    }

    /** {@code this − rhs}. */
    default Variable sub(Variable rhs) {
        return map(Formula.SUB, rhs);
    }

    /** {@code this · rhs}, element by element. */
    default Variable mul(Variable rhs) {
        return map(Formula.MUL, rhs);
    }

    /** {@code this / rhs}. */
    default Variable div(Variable rhs) {
        return map(Formula.DIV, rhs);
    }

    /** {@code this + rhs}. */
    default Variable add(double rhs) {
        return map(Expr.input(0).add(rhs));
    }

    /** {@code this · rhs}. */
    default Variable mul(double rhs) {
        return map(Expr.input(0).mul(rhs));
    }

    /** {@code this · this}. */
    default Variable square() {
        return map(Formula.SQUARE);
    }

    /** {@code max(x, 0)}, with derivative 0 at 0. */
    default Variable relu() {
        return map(Activations.RELU);
    }

    /** {@code 1 / (1 + e^−x)}. */
    default Variable sigmoid() {
        return map(Activations.SIGMOID);
    }

    /** Hyperbolic tangent. */
    default Variable tanh() {
        return map(Activations.TANH);
    }

    /** Matrix product of the last two axes; batches broadcast. */
    default Variable matmul(Variable rhs) {
        return Variable.of(new Op.MatMul(), self(), rhs);
    }

    /**
     * {@code this · weightᵀ + bias}: {@code […, in]} → {@code […, out]}.
     *
     * @param weight {@code [out, in]}
     * @param bias {@code [out]}
     */
    default Variable linear(Variable weight, Variable bias) {
        return Variable.of(new Op.Linear(), self(), weight, bias);
    }

    /** Sum over some axes, or all. */
    default Variable sum(int... axes) {
        return reduce(Reduction.SUM, false, axes);
    }

    /** Mean over some axes, or all. */
    default Variable mean(int... axes) {
        Shape shape = self().shape();
        boolean[] reduced = shape.axes("mean", axes);
        double count = 1;
        for (int axis = 0; axis < reduced.length; axis++) {
            count *= reduced[axis] ? shape.size(axis) : 1;
        }
        return sum(axes).map(Expr.input(0).div(count));
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
        return Variable.of(new Op.Reduce(reduction, keepAxes, list(axes)), self());
    }

    /** The same elements under another shape. */
    default Variable reshape(Shape shape) {
        return Variable.of(new Op.Reshape(shape), self());
    }

    /** Axes in another order. */
    default Variable permute(int... axes) {
        return Variable.of(new Op.Permute(list(axes)), self());
    }

    /** Elements {@code from} to {@code to} of one axis. */
    default Variable slice(int axis, long from, long to) {
        return Variable.of(new Op.Slice(axis, from, to), self());
    }

    /** Axes of size 1 repeated, axes added in front. */
    default Variable broadcastTo(Shape shape) {
        return Variable.of(new Op.Broadcast(shape), self());
    }

    /** Slices along an axis by an I64 index {@code [n]}; an index that comes twice gets both gradients. */
    default Variable indexSelect(int axis, Tensor index) {
        return Variable.of(new Op.IndexSelect(axis), self(), Variable.constant(index));
    }

    /** Softmax along an axis. */
    default Variable softmax(int axis) {
        return Variable.of(new Op.Softmax(axis), self());
    }

    /** Logarithm of the softmax along an axis. */
    default Variable logSoftmax(int axis) {
        return Variable.of(new Op.LogSoftmax(axis), self());
    }

    /**
     * Mean cross-entropy of these logits {@code [n, classes]}: {@code −log softmax(logits)[label]}, a scalar.
     *
     * @param labels I64 {@code [n]}, each in {@code [0, classes)}
     * @throws IndexOutOfBoundsException if a label is not
     */
    default Variable crossEntropy(Tensor labels) {
        return Variable.of(new Op.CrossEntropy(), self(), Variable.constant(labels));
    }

    private static List<Integer> list(int[] axes) {
        return Arrays.stream(axes).boxed().toList();
    }
}

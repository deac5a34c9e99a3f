package dev.culebra.nn.autograd;

import dev.culebra.engine.DType;
import dev.culebra.engine.DTypeException;
import dev.culebra.engine.Device;
import dev.culebra.engine.Shape;
import dev.culebra.engine.ShapeException;
import dev.culebra.engine.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tensor that remembers how it was computed. {@link #backward()} on a result adds, to every {@linkplain #parameter
 * parameter} it was computed from, the gradient of that result; operations are described by family: {@link Differentiable} and
 * {@link DifferentiableFunctions}, {@link DifferentiableReductions}, {@link DifferentiableProducts} and
 * {@link DifferentiableMovement}.
 *
 * <p>Values belong to the scope that is open while they are computed, as every tensor does; an operation keeps its own
 * share of what its backward pass needs, so a variable may be closed as soon as it has been used. A parameter's value and
 * gradient belong to whoever made the parameter.
 *
 * <pre>{@code
 * try (Variable w = Variable.parameter(Tensor.of(2f, -1f)); Scope scope = Scope.open()) {
 *     Variable x = Variable.constant(Tensor.of(3f, 4f));
 *     Variable loss = w.mul(x).square().sum(); // (2·3)² + (−1·4)² = 52
 *     loss.backward();
 *     w.gradient().orElseThrow().toFloats();   // 2·w·x² = [36, −32]
 * }
 * }</pre>
 */
public final class Variable
        implements
            Differentiable,
            DifferentiableFunctions,
            DifferentiableReductions,
            DifferentiableProducts,
            DifferentiableMovement,
            AutoCloseable {
    private final Tensor value;
    private final @Nullable Node node;

    private Variable(Tensor value, @Nullable Node node) {
        this.value = value;
        this.node = node;
    }

    /** A variable without gradient: data. Closing it closes the tensor. */
    public static Variable constant(Tensor value) {
        return new Variable(value, null);
    }

    /**
     * A variable whose gradient is wanted. The tensor leaves the scope that owns it; closing the variable closes it.
     *
     * @param value F32 or F64
     * @throws DTypeException if it is of another type
     */
    public static Variable parameter(Tensor value) {
        if (!value.dtype().isFloating()) {
            throw new DTypeException("parameter: needs F32 or F64, got " + value.dtype());
        }
        return new Variable(value.detach(), new Node.Leaf(value.view().storage()));
    }

    /** Variables one after the other along an axis. */
    public static Variable concat(int axis, Variable... variables) {
        return of(new Op.Concat(axis), variables);
    }

    /** Variables of one shape side by side along a new axis, before axis {@code axis}; rank appends it. */
    public static Variable stack(int axis, Variable... variables) {
        Variable[] apart = new Variable[variables.length];
        for (int i = 0; i < variables.length; i++) {
            if (!variables[i].shape().equals(variables[0].shape())) {
                throw new ShapeException("stack: shapes differ: %s and %s".formatted(variables[0].shape(), variables[i]
                        .shape()));
            }
            apart[i] = variables[i].unsqueeze(axis);
        }
        int rank = variables.length == 0 ? 0 : variables[0].shape().rank();
        return concat(axis < 0 ? axis + rank + 1 : axis, apart);
    }

    static List<Integer> list(int... axes) {
        return Arrays.stream(axes).boxed().toList();
    }

    /** Computes an operation, and remembers it if a gradient is wanted of an input and {@link Recording} is on. */
    static Variable of(Op op, Variable... inputs) {
        return computed(op, Rules.value(op, values(inputs)), inputs);
    }

    private static Tensor[] values(Variable... variables) {
        Tensor[] values = new Tensor[variables.length];
        for (int i = 0; i < variables.length; i++) {
            values[i] = variables[i].value;
        }
        return values;
    }

    /** Remembers an operation that was computed elsewhere, as {@link #of} does. */
    static Variable computed(Op op, Tensor value, Variable... inputs) {
        Node[] nodes = new Node[inputs.length];
        long wanted = 0;
        for (int i = 0; i < inputs.length; i++) {
            nodes[i] = inputs[i].node;
            wanted |= nodes[i] == null ? 0 : 1L << i;
        }
        if (wanted == 0 || !Recording.isOn()) {
            return constant(value);
        }
        return new Variable(value, new Node.Step(op, nodes, new Saved(Rules.needs(op, wanted), values(inputs), value)));
    }

    /** The value; belongs to this variable. */
    public Tensor value() {
        return value;
    }

    /** Sizes of the axes. */
    public Shape shape() {
        return value.shape();
    }

    /** Type of the elements. */
    public DType dtype() {
        return value.dtype();
    }

    /** Where the value lives. */
    public Device device() {
        return value.device();
    }

    /** Whether {@link #backward()} on this variable reaches a parameter. */
    public boolean requiresGradient() {
        return node != null;
    }

    /**
     * What backward passes added to this parameter since {@link #clearGradient()}; belongs to this variable. Empty before the
     * first, and for a variable that is not a parameter.
     */
    public Optional<Tensor> gradient() {
        return node instanceof Node.Leaf leaf ? leaf.gradient() : Optional.empty();
    }

    /** Forgets the gradient of this parameter. */
    public void clearGradient() {
        if (node instanceof Node.Leaf leaf) {
            leaf.clear();
        }
    }

    /**
     * Adds the gradient of this scalar to every parameter it was computed from, and frees what its operations had saved.
     *
     * @throws ShapeException if this variable has not exactly one element
     * @throws IllegalStateException if no parameter is reached, or the pass was done before
     */
    public void backward() {
        if (shape().elements() != 1) {
            throw new ShapeException(
                    "backward: needs a scalar, got shape %s; reduce it, or give its gradient".formatted(
                            shape()));
        }
        try (Tensor one = Tensor.full(shape(), 1, dtype(), device())) {
            backward(one);
        }
    }

    /**
     * As {@link #backward()}, for any shape.
     *
     * @param upstream gradient of some scalar with respect to this variable, of this shape
     * @throws ShapeException if the shapes differ
     * @throws IllegalStateException if no parameter is reached, or the pass was done before
     */
    public void backward(Tensor upstream) {
        if (!upstream.shape().equals(shape())) {
            throw new ShapeException("backward: the gradient must have shape %s, got %s".formatted(shape(), upstream
                    .shape()));
        }
        if (node == null) {
            throw new IllegalStateException(
                    "backward: this variable was not computed from a parameter, or recording was off");
        }
        Backward.run(node, upstream);
    }

    /** Closes the value, and the gradient of a parameter. */
    @Override
    public void close() {
        clearGradient();
        value.close();
    }

    /** Shape and dtype. */
    @Override
    public String toString() {
        return "Variable %s %s%s".formatted(shape(), dtype(), requiresGradient() ? " with gradient" : "");
    }
}

package dev.culebra.engine.expr;

import java.util.List;
import java.util.Objects;
import java.util.function.IntUnaryOperator;

/**
 * An elementwise function of up to {@value #MAX_INPUTS} inputs, written once and used as the loop on the CPU, the
 * kernel on the GPU and, through {@link #derivative(int)}, the backward pass.
 *
 * <p>Expressions are immutable and <em>interned</em>: building the same expression twice gives the same object. So
 * equality is identity, common subexpressions are shared wherever they come from, and an expression is a cheap cache
 * key. The table of expressions holds them weakly; an expression that nobody uses any more is collected.
 *
 * <pre>{@code
 * Expr x = Expr.input(0);
 * Expr swish = x.mul(x.sigmoid());
 * swish.toString();           // x0 * sigmoid(x0)
 * swish.derivative(0);        // sigmoid(x0) + x0 * (sigmoid(x0) * (1 - sigmoid(x0))), with sigmoid(x0) computed once
 * Evaluator.evaluate(swish, 0.0);  // 0.0
 * }</pre>
 *
 * <p><b>Meaning.</b> {@link UnaryOp}, {@link BinaryOp} and {@link Select} define each operator on doubles;
 * {@link Evaluator} is that definition. A backend computes in the precision of its tensors; constants are rounded to
 * it once.
 *
 * <p><b>Simplification.</b> Building applies rewrites that keep the value for every operand, NaN, infinities and
 * signed zeros included (only the sign and payload of a NaN may change): {@code x * 1}, {@code x + -0.0},
 * {@code -(-x)}, {@code x / 4} as {@code x * 0.25}, a constant left operand moved to the right where operands commute.
 * Operators applied to constants alone are computed at once, in double. {@code x * 0} stays, since it is NaN for
 * infinite {@code x}.
 *
 * <p>All methods are safe to call from several threads.
 */
public sealed interface Expr extends Arithmetic, Elementary, Comparisons
        permits Input, Constant, Unary, Binary, Select {

    /** The largest number of inputs; input indices run from 0 to {@code MAX_INPUTS - 1}. */
    int MAX_INPUTS = 64;

    /**
     * Returns input {@code index}.
     *
     * @throws IllegalArgumentException if {@code index} is not in {@code [0, MAX_INPUTS)}
     */
    static Expr input(int index) {
        return Input.of(index);
    }

    /**
     * Returns a constant. {@code 0.0} and {@code -0.0} are different constants; all NaNs are one. A number that changes
     * from call to call is better an input: another constant is another expression, and so another kernel.
     */
    static Expr constant(double value) {
        return Constant.of(value);
    }

    /** Returns {@code then} where {@code condition} is not 0 (NaN is not 0), else {@code otherwise}. */
    static Expr select(Expr condition, Expr then, Expr otherwise) {
        return Simplifier.select(
                Objects.requireNonNull(condition),
                Objects.requireNonNull(then),
                Objects.requireNonNull(otherwise));
    }

    /** Like {@link #select(Expr, Expr, Expr)} with a constant {@code then}. */
    static Expr select(Expr condition, double then, Expr otherwise) {
        return select(condition, constant(then), otherwise);
    }

    /** Like {@link #select(Expr, Expr, Expr)} with a constant {@code otherwise}. */
    static Expr select(Expr condition, Expr then, double otherwise) {
        return select(condition, then, constant(otherwise));
    }

    /** Returns the set of used inputs: bit {@code i} is set when this expression depends on input {@code i}. */
    long inputs();

    /** Returns the number of inputs a caller passes: one more than the highest used index, 0 for a constant. */
    default int arity() {
        return Long.SIZE - Long.numberOfLeadingZeros(inputs());
    }

    /** Whether this expression depends on input {@code index}. */
    default boolean uses(int index) {
        return index >= 0 && index < MAX_INPUTS && (inputs() >>> index & 1) != 0;
    }

    /** Returns this expression as straight-line code; the same object as {@link Program#of(Expr)}. */
    Program program();

    /** Returns this expression with its constants as further inputs. */
    Lifted lifted();

    /**
     * Returns the partial derivative with respect to one input: {@code gradient(index, 1)}.
     *
     * @throws IllegalArgumentException if {@code index} is not in {@code [0, MAX_INPUTS)}
     */
    default Expr derivative(int index) {
        return gradient(index, Constant.ONE);
    }

    /**
     * Returns {@code upstream} times the partial derivative with respect to input {@code index}: what the chain rule
     * hands to that input when {@code upstream} arrives at this expression's value. {@code upstream} may use the same
     * inputs or further ones; it is not differentiated.
     *
     * <p>The result contains the nodes of this expression wherever they help ({@code tanh} gives
     * {@code 1 - tanh(x)²}), so {@link #substitute} can replace the recomputed value by a saved one. Its size is
     * linear in the size of this expression. Terms that vanish identically are left out rather than multiplied by 0,
     * so an infinity in an operand that the input does not reach cannot turn into NaN; and a branch that
     * {@link Select} does not take contributes nothing, whatever it holds.
     *
     * <p>Where the function has a kink the value is PyTorch's: {@code abs'(0) = 0}; {@code max} and {@code min} give
     * each operand half at a tie; comparisons, {@code sign} and {@code floor} have derivative 0 everywhere;
     * {@code d pow(x, y)/dx = 0} at {@code y = 0} and {@code d pow(x, y)/dy = 0} at {@code x = 0, y ≥ 0}.
     *
     * @throws IllegalArgumentException if {@code index} is not in {@code [0, MAX_INPUTS)}
     */
    Expr gradient(int index, Expr upstream);

    /** Returns {@code gradient(i, upstream)} for every input {@code i} below {@link #arity()}. */
    default List<Expr> gradients(Expr upstream) {
        var gradients = new Expr[arity()];
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = gradient(i, upstream);
        }
        return List.of(gradients);
    }

    /** Returns this expression with every occurrence of the node {@code from} replaced by {@code to}. */
    default Expr substitute(Expr from, Expr to) {
        Objects.requireNonNull(to);
        return Rewrite.substitute(this, Objects.requireNonNull(from), to);
    }

    /**
     * Returns this function of other expressions: input {@code i} is replaced by {@code arguments[i]}, all at once.
     *
     * @throws IllegalArgumentException if there are fewer arguments than {@link #arity()}
     */
    default Expr apply(Expr... arguments) {
        if (arguments.length < arity()) {
            throw new IllegalArgumentException(
                    "apply: %s takes %d inputs, got %d".formatted(this, arity(), arguments.length));
        }
        return Rewrite.inputs(this, i -> Objects.requireNonNull(arguments[i]));
    }

    /**
     * Returns this expression with input {@code i} renamed to {@code mapping(i)}, all at once.
     *
     * @throws IllegalArgumentException if a mapped index is not in {@code [0, MAX_INPUTS)}
     */
    default Expr mapInputs(IntUnaryOperator mapping) {
        return Rewrite.inputs(this, i -> input(mapping.applyAsInt(i)));
    }

    /**
     * Returns this expression with {@code offset} added to every input index; the same errors as {@link #mapInputs}.
     */
    default Expr shiftInputs(int offset) {
        return mapInputs(i -> i + offset);
    }
}

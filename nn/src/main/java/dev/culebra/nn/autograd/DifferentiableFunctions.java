package dev.culebra.nn.autograd;

import dev.culebra.engine.expr.Activations;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.expr.Formulas;

/**
 * Named functions of one {@link Variable}, element by element, with the values of the {@link dev.culebra.engine.Functions} of
 * the same name. A chain of functions in one {@link Differentiable#map} takes one pass instead of several.
 *
 * <pre>{@code
 * Variable y = x.exp().log1p(); // softplus, the long way
 * }</pre>
 */
public sealed interface DifferentiableFunctions permits Variable {
    private Variable self() {
        return (Variable) this;
    }

    /** {@code −this}. */
    default Variable neg() {
        return self().map(Formulas.NEG);
    }

    /** Absolute value, with derivative 0 at 0. */
    default Variable abs() {
        return self().map(Formulas.ABS);
    }

    /** The sign, with derivative 0. */
    default Variable sign() {
        return self().map(Formulas.SIGN);
    }

    /** {@code this · this}. */
    default Variable square() {
        return self().map(Formulas.SQUARE);
    }

    /** Square root. */
    default Variable sqrt() {
        return self().map(Formulas.SQRT);
    }

    /** {@code 1 / √this}. */
    default Variable rsqrt() {
        return self().map(Formulas.RSQRT);
    }

    /** {@code 1 / this}. */
    default Variable reciprocal() {
        return self().map(Formulas.RECIPROCAL);
    }

    /** e to the power of this. */
    default Variable exp() {
        return self().map(Formulas.EXP);
    }

    /** {@code e^this − 1}. */
    default Variable expm1() {
        return self().map(Formulas.EXPM1);
    }

    /** Natural logarithm. */
    default Variable log() {
        return self().map(Formulas.LOG);
    }

    /** {@code log(1 + this)}. */
    default Variable log1p() {
        return self().map(Formulas.LOG1P);
    }

    /** Sine, of radians. */
    default Variable sin() {
        return self().map(Formulas.SIN);
    }

    /** Cosine, of radians. */
    default Variable cos() {
        return self().map(Formulas.COS);
    }

    /** The error function. */
    default Variable erf() {
        return self().map(Formulas.ERF);
    }

    /** The largest whole number that is not larger, with derivative 0. */
    default Variable floor() {
        return self().map(Formulas.FLOOR);
    }

    /** Hyperbolic tangent. */
    default Variable tanh() {
        return self().map(Activations.TANH);
    }

    /** {@code 1 / (1 + e^−x)}. */
    default Variable sigmoid() {
        return self().map(Activations.SIGMOID);
    }

    /** {@code max(x, 0)}, with derivative 0 at 0. */
    default Variable relu() {
        return self().map(Activations.RELU);
    }

    /** {@code x·Φ(x)}: {@link Activations#GELU}. */
    default Variable gelu() {
        return self().map(Activations.GELU);
    }

    /** {@code x·sigmoid(x)}. */
    default Variable silu() {
        return self().map(Activations.SILU);
    }

    /** {@code log(1 + e^x)}. */
    default Variable softplus() {
        return self().map(Activations.SOFTPLUS);
    }

    /** Limited to {@code [−1, 1]}, with derivative 0 at both bounds. */
    default Variable hardtanh() {
        return self().map(Activations.HARDTANH);
    }

    /** Limited to {@code [low, high]}, with derivative 1 at both bounds. */
    default Variable clamp(double low, double high) {
        return self().map(Expr.input(0).clamp(low, high));
    }

    /** {@code x} above 0, else {@code alpha·(e^x − 1)}. */
    default Variable elu(double alpha) {
        return self().map(Activations.elu(alpha));
    }

    /** {@code x} above 0, else {@code slope·x}. */
    default Variable leakyRelu(double slope) {
        return self().map(Activations.leakyRelu(slope));
    }
}

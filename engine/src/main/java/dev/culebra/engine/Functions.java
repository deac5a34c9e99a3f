package dev.culebra.engine;

import dev.culebra.engine.expr.Activations;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.expr.Formulas;

/**
 * Named functions of the elements of one tensor, each one pass over memory. Any other is written as an expression and
 * applied by {@link Elementwise#map}; so are chains of these, which then take one pass together.
 *
 * <pre>{@code
 * Tensor y = Tensor.of(0f, -1f, 4f).abs().sqrt(); // [0, 1, 2]
 * }</pre>
 */
public sealed interface Functions permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /** {@code −this}. */
    default Tensor neg() {
        return Mapping.map("neg", Formulas.NEG, self());
    }

    /** Absolute value. */
    default Tensor abs() {
        return Mapping.map("abs", Formulas.ABS, self());
    }

    /** −1 for negative elements, 1 for positive ones, 0 for ±0 and NaN. */
    default Tensor sign() {
        return Mapping.map("sign", Formulas.SIGN, self());
    }

    /** {@code this · this}. */
    default Tensor square() {
        return Mapping.map("square", Formulas.SQUARE, self());
    }

    /** Square root; NaN for negative elements. */
    default Tensor sqrt() {
        return Mapping.map("sqrt", Formulas.SQRT, self());
    }

    /** {@code 1 / √this}; ∞ for 0, NaN for negative elements. */
    default Tensor rsqrt() {
        return Mapping.map("rsqrt", Formulas.RSQRT, self());
    }

    /** {@code 1 / this}. */
    default Tensor reciprocal() {
        return Mapping.map("reciprocal", Formulas.RECIPROCAL, self());
    }

    /** e to the power of this. */
    default Tensor exp() {
        return Mapping.map("exp", Formulas.EXP, self());
    }

    /** {@code e^this − 1}, without cancellation near 0. */
    default Tensor expm1() {
        return Mapping.map("expm1", Formulas.EXPM1, self());
    }

    /** Natural logarithm; −∞ for 0, NaN for negative elements. */
    default Tensor log() {
        return Mapping.map("log", Formulas.LOG, self());
    }

    /** {@code log(1 + this)}, without cancellation near 0. */
    default Tensor log1p() {
        return Mapping.map("log1p", Formulas.LOG1P, self());
    }

    /** Sine, of radians. */
    default Tensor sin() {
        return Mapping.map("sin", Formulas.SIN, self());
    }

    /** Cosine, of radians. */
    default Tensor cos() {
        return Mapping.map("cos", Formulas.COS, self());
    }

    /** The error function, {@code 2/√π · ∫ e^−t² dt} from 0. */
    default Tensor erf() {
        return Mapping.map("erf", Formulas.ERF, self());
    }

    /** The largest whole number that is not larger. */
    default Tensor floor() {
        return Mapping.map("floor", Formulas.FLOOR, self());
    }

    /** Hyperbolic tangent. */
    default Tensor tanh() {
        return Mapping.map("tanh", Activations.TANH, self());
    }

    /** {@code 1 / (1 + e^−x)}. */
    default Tensor sigmoid() {
        return Mapping.map("sigmoid", Activations.SIGMOID, self());
    }

    /** {@code max(x, 0)}; NaN stays NaN. */
    default Tensor relu() {
        return Mapping.map("relu", Activations.RELU, self());
    }

    /** {@code x·Φ(x)} with the normal distribution function Φ: {@link Activations#GELU}. */
    default Tensor gelu() {
        return Mapping.map("gelu", Activations.GELU, self());
    }

    /** {@code x·sigmoid(x)}. */
    default Tensor silu() {
        return Mapping.map("silu", Activations.SILU, self());
    }

    /** {@code log(1 + e^x)}, without overflow. */
    default Tensor softplus() {
        return Mapping.map("softplus", Activations.SOFTPLUS, self());
    }

    /** Limited to {@code [−1, 1]}. */
    default Tensor hardtanh() {
        return Mapping.map("hardtanh", Activations.HARDTANH, self());
    }

    /**
     * Limited to {@code [low, high]}; NaN stays NaN.
     *
     * @param low −∞ for no limit
     * @param high +∞ for no limit
     */
    default Tensor clamp(double low, double high) {
        return Mapping.map("clamp", Expr.input(0).clamp(low, high), self());
    }

    /** {@code x} above 0, else {@code alpha·(e^x − 1)}. */
    default Tensor elu(double alpha) {
        return Mapping.map("elu", Activations.elu(alpha), self());
    }

    /** {@code x} above 0, else {@code slope·x}. */
    default Tensor leakyRelu(double slope) {
        return Mapping.map("leakyRelu", Activations.leakyRelu(slope), self());
    }
}

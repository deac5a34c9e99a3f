package dev.culebra.nn;

import dev.culebra.engine.Shape;
import dev.culebra.engine.expr.Activations;
import dev.culebra.engine.expr.Expr;
import dev.culebra.nn.autograd.Variable;

/**
 * An elementwise function as a layer without parameters. Any {@link Expr} of input 0 will do; its derivative is derived.
 *
 * <pre>{@code
 * Expr x = Expr.input(0);
 * Layer swish = new Activation("swish", x.mul(x.sigmoid()));
 * }</pre>
 *
 * @param name for people
 * @param f function of input 0
 */
public record Activation(String name, Expr f) implements Stateless {
    /**
     * @throws IllegalArgumentException if {@code f} uses another input than 0
     */
    public Activation {
        if (f.arity() > 1) {
            throw new IllegalArgumentException("activation: needs a function of input 0 alone, got " + f);
        }
    }

    /** {@code max(x, 0)}. */
    public static Activation relu() {
        return new Activation("relu", Activations.RELU);
    }

    /** {@code 1 / (1 + e^−x)}. */
    public static Activation sigmoid() {
        return new Activation("sigmoid", Activations.SIGMOID);
    }

    /** Hyperbolic tangent. */
    public static Activation tanh() {
        return new Activation("tanh", Activations.TANH);
    }

    /** {@code x} above 0, else {@code slope·x}. */
    public static Activation leakyRelu(double slope) {
        return new Activation("leakyRelu(%s)".formatted(slope), Activations.leakyRelu(slope));
    }

    /** {@code x} above 0, else {@code alpha·(e^x − 1)}. */
    public static Activation elu(double alpha) {
        return new Activation("elu(%s)".formatted(alpha), Activations.elu(alpha));
    }

    /** {@code x·Φ(x)} with the normal distribution function Φ. */
    public static Activation gelu() {
        return new Activation("gelu", Activations.GELU);
    }

    /** {@link #gelu} by its approximation with tanh. */
    public static Activation geluTanh() {
        return new Activation("geluTanh", Activations.GELU_TANH);
    }

    /** {@code x·sigmoid(x)}. */
    public static Activation silu() {
        return new Activation("silu", Activations.SILU);
    }

    /** {@code log(1 + e^x)}. */
    public static Activation softplus() {
        return new Activation("softplus", Activations.SOFTPLUS);
    }

    /** Limited to {@code [−1, 1]}. */
    public static Activation hardtanh() {
        return new Activation("hardtanh", Activations.HARDTANH);
    }

    @Override
    public Variable forward(Variable input) {
        return input.map(f);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public String toString() {
        return name;
    }
}

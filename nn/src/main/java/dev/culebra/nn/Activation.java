package dev.culebra.nn;

import dev.culebra.engine.expr.Activations;
import dev.culebra.engine.expr.Expr;
import dev.culebra.nn.autograd.Variable;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

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
public record Activation(String name, Expr f) implements Layer {
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

    @Override
    public Variable forward(Variable input) {
        return input.map(f);
    }

    @Override
    public SequencedMap<String, Variable> parameters() {
        return new LinkedHashMap<>();
    }

    @Override
    public String toString() {
        return name;
    }
}

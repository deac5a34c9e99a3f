package dev.culebra.samples.lessons;

import dev.culebra.engine.expr.Activations;
import dev.culebra.engine.expr.Expr;
import dev.culebra.nn.Activation;
import dev.culebra.nn.Init;
import java.util.Locale;

/**
 * The activations that the command line knows, each with the way to begin the weights that goes with it.
 *
 * <pre>{@code
 * ActivationName.valueOf("RELU").activation();
 * }</pre>
 */
enum ActivationName {
    SIGMOID(Activations.SIGMOID, Init.xavierUniform()),
    TANH(Activations.TANH, Init.xavierUniform()),
    RELU(Activations.RELU, Init.kaimingUniform()),
    GELU(Activations.GELU, Init.kaimingUniform()),
    SILU(Activations.SILU, Init.kaimingUniform()),
    SOFTPLUS(Activations.SOFTPLUS, Init.kaimingUniform());

    private final Expr f;
    private final Init init;

    ActivationName(Expr f, Init init) {
        this.f = f;
        this.init = init;
    }

    Activation activation() {
        return new Activation(toString(), f);
    }

    Init init() {
        return init;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

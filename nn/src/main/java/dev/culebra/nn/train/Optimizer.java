package dev.culebra.nn.train;

import java.util.OptionalDouble;

/**
 * Changes parameters by their gradients. Owns whatever it remembers from step to step; closing it frees that, not the
 * parameters.
 *
 * <pre>{@code
 * optimizer.clearGradients();
 * loss.backward();
 * optimizer.step();
 * }</pre>
 */
public interface Optimizer extends Stateful, AutoCloseable {
    /** Changes every parameter that has a gradient. */
    void step();

    /** Forgets the gradients of all parameters. */
    void clearGradients();

    /** The learning rate of the next step; of a {@link ParameterGroup} with a factor, times that. */
    double learningRate();

    /**
     * Sets the learning rate of the steps that follow.
     *
     * @throws IllegalArgumentException unless finite and at least 0
     */
    void learningRate(double rate);

    /**
     * Share of the mean gradient that stays from step to step: the momentum, or the first β of the Adam family. Empty for one
     * without.
     */
    default OptionalDouble momentum() {
        return OptionalDouble.empty();
    }

    /**
     * Sets the momentum of the steps that follow.
     *
     * @throws IllegalArgumentException unless at least 0 and less than 1
     * @throws IllegalStateException if this one was made without momentum
     */
    default void momentum(double momentum) {
        throw new IllegalStateException("optimizer: it has no momentum to set to " + momentum);
    }

    /**
     * What it remembers: a tensor for each parameter and quantity, named {@code quantity.parameter}, zeros before the first
     * step; the learning rate and momentum; and the number of steps that each parameter has made.
     */
    @Override
    State state();

    @Override
    void close();
}

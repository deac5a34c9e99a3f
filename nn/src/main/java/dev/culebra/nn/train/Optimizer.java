package dev.culebra.nn.train;

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
public interface Optimizer extends AutoCloseable {
    /** Changes every parameter that has a gradient. */
    void step();

    /** Forgets the gradients of all parameters. */
    void clearGradients();

    /** The learning rate of the next step. */
    double learningRate();

    /**
     * Sets the learning rate of the steps that follow.
     *
     * @throws IllegalArgumentException unless finite and at least 0
     */
    void learningRate(double rate);

    @Override
    void close();
}

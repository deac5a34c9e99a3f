package dev.culebra.nn.train;

/**
 * Thrown when a state is that of something else. The message names the first thing that differs.
 *
 * <pre>{@code
 * // adam: firstMoment.0.weight differs: here [16, 784] F32, in the state [32, 784] F32
 * }</pre>
 */
public final class StateException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message whose state it is and what differs
     */
    public StateException(String message) {
        super(message);
    }
}

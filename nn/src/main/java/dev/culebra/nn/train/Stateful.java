package dev.culebra.nn.train;

/**
 * Goes on where another one of its kind stopped.
 *
 * <pre>{@code
 * try (State kept = optimizer.state().copy()) {
 *     …
 *     optimizer.restore(kept);
 * }
 * }</pre>
 */
public interface Stateful {
    /** What must be kept to go on later. The tensors stay this one's, and change as it goes on. */
    State state();

    /**
     * Goes on from a state.
     *
     * @param state of one that was made like this one; its tensors stay the caller's
     * @throws StateException if it does not fit; nothing is changed then
     */
    void restore(State state);
}

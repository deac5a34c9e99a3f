package dev.culebra.samples;

/**
 * A run came to an end that nobody wanted, though neither the user nor the program made a mistake: the loss is no
 * longer a number. The command prints the message as one line and ends with code 1.
 *
 * <pre>{@code
 * throw new FailureException("the loss became NaN in step 12; try a smaller --rate");
 * }</pre>
 */
public final class FailureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened and what may help; the command puts the sample's name before it
     */
    public FailureException(String message) {
        super(message);
    }
}

package dev.culebra.samples;

/**
 * The user asked for something that cannot be done: a wrong value, a directory that does not exist. The command prints
 * the message as one line, without a stack trace, and ends with code 2.
 *
 * <pre>{@code
 * throw new UsageException("--epochs must be at least 1, not 0");
 * }</pre>
 */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong, beginning with the option; the command puts the sample's name before it
     */
    public UsageException(String message) {
        super(message);
    }
}

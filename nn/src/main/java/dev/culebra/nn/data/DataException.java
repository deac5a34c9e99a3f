package dev.culebra.nn.data;

/**
 * Says that data could not be had: a file is missing, damaged or not what it claims to be, or a download failed.
 *
 * <p>The message names the data set, the file, the rule that was broken and what came instead:
 *
 * <pre>{@code
 * mnist: train-images-idx3-ubyte: truncated at byte 1,204 of 47,040,016
 * }</pre>
 *
 * <p>Whatever was read before the failure is discarded; files on disk are left as they were.
 */
public final class DataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An error found in the data itself. */
    public DataException(String message) {
        super(message);
    }

    /** An error that {@code cause} (an I/O error, as a rule) brought about. */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}

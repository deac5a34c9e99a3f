package dev.culebra.engine;

/**
 * Thrown when element types do not fit an operation. Nothing is converted silently; the message says what to convert:
 *
 * <pre>{@code
 * add: dtypes differ (F32 ≠ F64): left [2, 3], right [3]; convert one with to(DType)
 * }</pre>
 */
public final class DTypeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message operation, rule, what came
     */
    public DTypeException(String message) {
        super(message);
    }
}

package dev.culebra.engine;

/**
 * Thrown when shapes or axes do not fit an operation. The message names the operation, the rule and what came:
 *
 * <pre>{@code
 * matmul: inner dimensions differ (3 ≠ 4): left [2, 3], right [4, 5]
 * }</pre>
 */
public final class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message operation, rule, what came
     */
    public ShapeException(String message) {
        super(message);
    }
}

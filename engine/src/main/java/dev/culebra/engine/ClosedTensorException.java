package dev.culebra.engine;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a tensor is used after it was closed, by {@link Tensor#close()} or with its {@link Scope}. With
 * {@code -Dculebra.trace=true} the cause is the place where it was closed.
 *
 * <pre>{@code
 * x.close();
 * x.sum(); // ClosedTensorException: tensor [2, 3] F32 was closed and cannot be used
 * }</pre>
 */
public final class ClosedTensorException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    ClosedTensorException(String message, @Nullable Throwable closedAt) {
        super(message, closedAt);
    }
}

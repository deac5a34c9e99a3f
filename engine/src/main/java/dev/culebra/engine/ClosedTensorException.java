package dev.culebra.engine;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a tensor is used after it was closed, by {@link Tensor#close()} or with its {@link Scope}. With
 * {@code -Dculebra.trace=true} the cause is the place where it was closed.
 */
public final class ClosedTensorException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    ClosedTensorException(String message, @Nullable Throwable closedAt) {
        super(message, closedAt);
    }
}

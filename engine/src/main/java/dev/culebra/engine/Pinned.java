package dev.culebra.engine;

import java.util.List;

/**
 * Holds the storages of operands while an operation reads them. An {@link Epilogue} and {@link ClassTargets} know views, not
 * the tensors that own them: those may have been closed before, or be found forgotten meanwhile.
 */
final class Pinned implements AutoCloseable {
    private final List<View> views;
    private int held;

    /**
     * @throws ClosedTensorException if the tensor of an operand was closed
     */
    Pinned(String what, List<View> views) {
        this.views = views;
        for (View view : views) {
            try {
                view.storage().retain();
            } catch (IllegalStateException freed) {
                close();
                throw new ClosedTensorException(
                        "%s %s %s was closed and cannot be used".formatted(what, view.shape(), view
                                .dtype()),
                        freed);
            }
            held++;
        }
    }

    @Override
    public void close() {
        while (held > 0) {
            views.get(--held).storage().release();
        }
    }
}

package dev.culebra.engine;

import java.util.List;

/**
 * Holds the storages of an epilogue's operands while a product reads them. An epilogue knows views, not the tensors that own
 * them: those may have been closed before, or be found forgotten meanwhile.
 */
final class Pinned implements AutoCloseable {
    private final List<View> views;
    private int held;

    /**
     * @throws ClosedTensorException if the tensor of an operand was closed
     */
    Pinned(List<View> views) {
        this.views = views;
        for (View view : views) {
            try {
                view.storage().retain();
            } catch (IllegalStateException freed) {
                close();
                throw new ClosedTensorException(
                        "matmul: epilogue operand %s %s was closed and cannot be used".formatted(view
                                .shape(), view.dtype()),
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

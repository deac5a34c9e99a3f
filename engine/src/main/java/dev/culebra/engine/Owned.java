package dev.culebra.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of one scope. Each remembers its slot, so that one that is closed early leaves in constant time and a loop
 * inside a scope does not pile up closed tensors.
 */
final class Owned {
    private static final @Nullable Tensor[] NONE = new Tensor[0];
    private static final int FIRST_LENGTH = 8;

    private @Nullable Tensor[] tensors = NONE;
    private int size;
    private @Nullable Throwable openedAt;

    void traceOpening() {
        openedAt = Leaks.trace("opened here");
    }

    /** Where the scope was opened, when that is traced. */
    @Nullable
    Throwable openedAt() {
        return openedAt;
    }

    synchronized void add(Tensor tensor) {
        if (size == tensors.length) {
            tensors = Arrays.copyOf(tensors, Math.max(FIRST_LENGTH, 2 * size));
        }
        tensor.slot = size;
        tensors[size++] = tensor;
    }

    synchronized void remove(Tensor tensor) {
        Tensor last = tensors[--size];
        tensors[size] = null;
        if (last != null && last != tensor) {
            tensors[tensor.slot] = last;
            last.slot = tensor.slot;
        }
    }

    synchronized int size() {
        return size;
    }

    /** Latest first, as they were stacked. */
    void closeAll() {
        for (Tensor last = last(); last != null; last = last()) {
            last.close();
        }
    }

    private synchronized @Nullable Tensor last() {
        return size == 0 ? null : tensors[size - 1];
    }
}

package dev.culebra.engine;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of one scope. Each remembers its slot, so that one that is closed early leaves in constant time and a loop
 * inside a scope does not pile up closed tensors.
 *
 * <p>The slots are their thread's alone, and so need no lock. A tensor that another thread closes or takes away stays in its slot, where it
 * is recognised as gone when the scope closes or needs room; one that another thread brings waits beside the slots.
 */
final class Owned {
    private static final @Nullable Tensor[] NONE = new Tensor[0];
    private static final int FIRST_LENGTH = 8;
    /** Slot of a tensor that another thread brought. */
    private static final int BESIDE = -1;

    private final Thread thread = Thread.currentThread();
    private final Queue<Tensor> beside = new ConcurrentLinkedQueue<>();
    private @Nullable Tensor[] tensors = NONE;
    private int end;
    private int gaps;
    private volatile boolean left;
    private @Nullable Throwable openedAt;

    void traceOpening() {
        openedAt = Leaks.trace("opened here");
    }

    /** Where the scope was opened, when that is traced. */
    @Nullable
    Throwable openedAt() {
        return openedAt;
    }

    /** For one more tensor. Looks at others, so no tensor may be seized meanwhile. */
    void makeRoom() {
        if (end == tensors.length && Thread.currentThread() == thread) {
            if (left || gaps > 0) {
                closeGaps();
            }
            if (end >= tensors.length / 2) {
                tensors = Arrays.copyOf(tensors, Math.max(FIRST_LENGTH, 2 * end));
            }
        }
    }

    private void closeGaps() {
        left = false;
        int before = end;
        end = 0;
        gaps = 0;
        for (int slot = 0; slot < before; slot++) {
            Tensor tensor = tensors[slot];
            tensors[slot] = null;
            if (tensor != null && tensor.shift(this, slot, end)) {
                tensors[end++] = tensor;
            }
        }
    }

    /**
     * After {@link #makeRoom()}.
     *
     * @return the tensor's slot
     */
    int add(Tensor tensor) {
        if (Thread.currentThread() != thread) {
            beside.add(tensor);
            return BESIDE;
        }
        tensors[end] = tensor;
        return end++;
    }

    void remove(Tensor tensor, int slot) {
        if (slot == BESIDE) {
            beside.remove(tensor);
        } else if (Thread.currentThread() != thread) {
            left = true;
        } else {
            tensors[slot] = null;
            gaps++;
            for (; end > 0 && tensors[end - 1] == null; end--) {
                gaps--;
            }
        }
    }

    /** How many tensors there are. */
    int size() {
        int size = beside.size();
        for (int slot = 0; slot < end; slot++) {
            Tensor tensor = tensors[slot];
            size += tensor != null && tensor.shift(this, slot, slot) ? 1 : 0;
        }
        return size;
    }

    /** Latest first, as they were stacked. */
    void closeAll() {
        while (end > 0) {
            Tensor last = tensors[--end];
            tensors[end] = null;
            if (last != null) {
                last.closeFor(this);
            }
        }
        gaps = 0;
        left = false;
        for (Tensor last = beside.poll(); last != null; last = beside.poll()) {
            last.closeFor(this);
        }
    }
}

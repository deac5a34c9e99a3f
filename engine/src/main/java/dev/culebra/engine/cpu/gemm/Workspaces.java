package dev.culebra.engine.cpu.gemm;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Buffers for packing, used again and again. They are lent, not bound to threads: virtual threads by the thousand must
 * not each have its own, and a product inside an epilogue of another must not overwrite that one's.
 */
final class Workspaces<L, R> {
    private static final int MOST_ROWS = 48;

    private final MicroKernel<L, R> kernel;
    private final AtomicReferenceArray<Workspace<L, R>> free;

    Workspaces(MicroKernel<L, R> kernel, int capacity) {
        this.kernel = kernel;
        this.free = new AtomicReferenceArray<>(capacity);
    }

    Workspace<L, R> borrow() {
        int first = first();
        for (int i = 0; i < free.length(); i++) {
            Workspace<L, R> workspace = free.getAndSet((first + i) % free.length(), null);
            if (workspace != null) {
                return workspace;
            }
        }
        return new Workspace<>(kernel);
    }

    void giveBack(Workspace<L, R> workspace) {
        int first = first();
        for (int i = 0; i < free.length(); i++) {
            if (free.compareAndSet((first + i) % free.length(), null, workspace)) {
                return;
            }
        }
    }

    /** The same for the same thread, so that it likely finds the buffer that is still in its core's cache. */
    private int first() {
        return (int) (Thread.currentThread().threadId() % free.length());
    }

    static final class Workspace<L, R> {
        private final MicroKernel<L, R> kernel;
        private final L tile;
        private L lhs;
        private R rhs;

        private Workspace(MicroKernel<L, R> kernel) {
            this.kernel = kernel;
            tile = kernel.newLhsPanels(MOST_ROWS * kernel.columns());
            lhs = kernel.newLhsPanels(0);
            rhs = kernel.newRhsPanels(0);
        }

        /** Room for tiles of 48 rows. */
        L tile() {
            return tile;
        }

        /** Room for at least so many elements of left panels. What they hold is undefined. */
        L lhs(int elements) {
            if (kernel.lhsLength(lhs) < elements) {
                lhs = kernel.newLhsPanels(elements);
            }
            return lhs;
        }

        /** Room for at least so many elements of right panels. What they hold is undefined. */
        R rhs(int elements) {
            if (kernel.rhsLength(rhs) < elements) {
                rhs = kernel.newRhsPanels(elements);
            }
            return rhs;
        }
    }
}

package dev.culebra.engine.cpu.gemm;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Buffers for packing, used again and again. They are lent, not bound to threads: virtual threads by the thousand must
 * not each have its own, and a product inside an epilogue of another must not overwrite that one's.
 */
final class Workspaces<P> {
    private final MicroKernel<P> kernel;
    private final AtomicReferenceArray<Workspace<P>> free;

    Workspaces(MicroKernel<P> kernel, int capacity) {
        this.kernel = kernel;
        this.free = new AtomicReferenceArray<>(capacity);
    }

    Workspace<P> borrow() {
        int first = first();
        for (int i = 0; i < free.length(); i++) {
            Workspace<P> workspace = free.getAndSet((first + i) % free.length(), null);
            if (workspace != null) {
                return workspace;
            }
        }
        return new Workspace<>(kernel);
    }

    void giveBack(Workspace<P> workspace) {
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

    static final class Workspace<P> {
        private final MicroKernel<P> kernel;
        private final P tile;
        private P panels;

        private Workspace(MicroKernel<P> kernel) {
            this.kernel = kernel;
            tile = kernel.newPanels(kernel.rows() * kernel.columns());
            panels = kernel.newPanels(0);
        }

        /** Room for a tile. */
        P tile() {
            return tile;
        }

        /** Room for at least so many elements of panels. What they hold is undefined. */
        P panels(int elements) {
            if (kernel.length(panels) < elements) {
                panels = kernel.newPanels(elements);
            }
            return panels;
        }
    }
}

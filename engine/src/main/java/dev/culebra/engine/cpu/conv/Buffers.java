package dev.culebra.engine.cpu.conv;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** Arrays that are used again and again. They are lent, so that threads by the thousand need not each have their own. */
final class Buffers<P> {
    private final SweepKernel<P> kernel;
    private final AtomicReferenceArray<Buffer<P>> free;

    Buffers(SweepKernel<P> kernel, int capacity) {
        this.kernel = kernel;
        this.free = new AtomicReferenceArray<>(capacity);
    }

    /** A buffer with room for at least so many elements, of undefined content; to be closed. */
    Buffer<P> borrow(int elements) {
        Buffer<P> buffer = take();
        if (kernel.length(buffer.array) < elements) {
            buffer.array = kernel.newArray(elements);
        }
        return buffer;
    }

    private Buffer<P> take() {
        int first = first();
        for (int i = 0; i < free.length(); i++) {
            Buffer<P> buffer = free.getAndSet((first + i) % free.length(), null);
            if (buffer != null) {
                return buffer;
            }
        }
        return new Buffer<>(this, kernel.newArray(0));
    }

    private void giveBack(Buffer<P> buffer) {
        int first = first();
        for (int i = 0; i < free.length(); i++) {
            if (free.compareAndSet((first + i) % free.length(), null, buffer)) {
                return;
            }
        }
    }

    /** The same for the same thread, so that it likely finds the buffer that is still in its core's cache. */
    private int first() {
        return (int) (Thread.currentThread().threadId() % free.length());
    }

    static final class Buffer<P> implements AutoCloseable {
        private final Buffers<P> home;
        private P array;

        private Buffer(Buffers<P> home, P array) {
            this.home = home;
            this.array = array;
        }

        P array() {
            return array;
        }

        @Override
        public void close() {
            home.giveBack(this);
        }
    }
}

package dev.culebra.engine.cuda;

/** The stream that a thread's work goes to at the moment. */
final class ThreadStream {
    private volatile long handle;

    ThreadStream(long handle) {
        this.handle = handle;
    }

    long handle() {
        return handle;
    }

    void change(long next) {
        handle = next;
    }
}

package dev.culebra.engine;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Whether a tensor is open, and who closes it. Any thread may close a tensor or give it to another owner; one after the other, and
 * what comes first counts.
 *
 * <p>A training step makes and closes dozens of tensors, so this takes one atomic operation to close one and none to make it,
 * where two monitors took twelve.
 */
abstract sealed class Lifetime permits Tensor {
    private static final AtomicIntegerFieldUpdater<Lifetime> STATE =
            AtomicIntegerFieldUpdater.newUpdater(Lifetime.class, "state");
    private static final int OPEN = 0;
    /** Open, and a thread is at work on the fields below. */
    private static final int BUSY = 1;
    private static final int CLOSED = 2;

    private volatile int state;
    private @Nullable Owned owner;
    private Leaks.@Nullable Watch watch;
    private @Nullable Throwable closedAt;
    private int slot;

    abstract Tensor self();

    /** Gives the tensor its first owner. No other thread knows of it. */
    final void begin(@Nullable Owned first) {
        if (first != null) {
            first.makeRoom();
        }
        enter(first);
    }

    /**
     * @param next null for none: the caller closes the tensor
     * @return false if the tensor is closed: an owner would try forever to close it
     */
    final boolean moveTo(@Nullable Owned next) {
        if (next != null) {
            next.makeRoom();
        }
        if (!seize()) {
            return false;
        }
        try {
            leave();
            enter(next);
        } finally {
            release(OPEN);
        }
        return true;
    }

    /** Closes the tensor; false if it was closed before. */
    final boolean end() {
        if (!seize()) {
            return false;
        }
        leave();
        closeNow();
        return true;
    }

    /** Closes the tensor if it still belongs to an owner that has forgotten it already. */
    final boolean endOf(Owned last) {
        if (!seize()) {
            return false;
        }
        if (owner != last) {
            release(OPEN);
            return false;
        }
        owner = null;
        closeNow();
        return true;
    }

    private void closeNow() {
        closedAt = Leaks.trace("closed here");
        release(CLOSED);
    }

    private void enter(@Nullable Owned next) {
        owner = next;
        if (next != null) {
            slot = next.add(self());
        } else {
            watch = Leaks.watch(self());
        }
    }

    private void leave() {
        if (owner != null) {
            owner.remove(self(), slot);
            owner = null;
        }
        if (watch != null) {
            watch.dismiss();
            watch = null;
        }
    }

    /** Waits while another thread is at work; false if the tensor is closed. */
    private boolean seize() {
        while (!STATE.compareAndSet(this, OPEN, BUSY)) {
            if (state == CLOSED) {
                return false;
            }
            Thread.yield();
        }
        return true;
    }

    /** What this thread has written is seen by whoever sees the state; nothing waits for that. */
    private void release(int next) {
        STATE.lazySet(this, next);
    }

    final boolean ownedBy(Owned candidate) {
        return owner == candidate;
    }

    /** Gives the tensor another slot of its owner; false if it is not, or no longer, in the one before. */
    final boolean shift(Owned of, int from, int to) {
        if (!seize()) {
            return false;
        }
        boolean there = owner == of && slot == from;
        if (there) {
            slot = to;
        }
        release(OPEN);
        return there;
    }

    /** Whether {@link Tensor#close()} was called, by the user or a scope. */
    public final boolean isClosed() {
        return state == CLOSED;
    }

    /** Where the tensor was closed, when that is traced. */
    final @Nullable Throwable closedAt() {
        return closedAt;
    }
}

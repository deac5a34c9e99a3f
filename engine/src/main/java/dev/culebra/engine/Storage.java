package dev.culebra.engine;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A block of memory on one device, counted by reference: every tensor that looks at it holds one reference, and the last
 * one to let go gives the block back to its device. Made by a backend, with one reference that belongs to the caller.
 *
 * <pre>{@code
 * Storage storage = device.backend().allocate(4096); // one reference
 * storage.retain();                                  // two
 * storage.release();
 * storage.release();                                 // given back to the device
 * }</pre>
 */
public abstract class Storage {
    private static final AtomicIntegerFieldUpdater<Storage> OTHERS =
            AtomicIntegerFieldUpdater.newUpdater(Storage.class, "others");

    private final Device device;
    private final long bytes;
    /** References beside the first; −1 when that is gone too. A field that begins as 0 needs no write that others must see. */
    private volatile int others;
    private volatile @Nullable String name;
    private @Nullable View seen;

    /**
     * @param device where the block lies
     * @param bytes its usable size
     */
    protected Storage(Device device, long bytes) {
        this.device = device;
        this.bytes = bytes;
    }

    /** Where the block lies. */
    public final Device device() {
        return device;
    }

    /** Usable size in bytes. */
    public final long bytes() {
        return bytes;
    }

    /** References held at the moment. */
    public final int references() {
        return others + 1;
    }

    /** What {@link #name(String)} was given; empty before. */
    public final String name() {
        String given = name;
        return given == null ? "" : given;
    }

    /** Names who holds this block, for messages: a layer's path, as in {@code 0.weight}. */
    public final void name(String holder) {
        name = holder;
    }

    /** Remembers what the first tensor here looks like, for messages. */
    final void seenAs(View view) {
        if (seen == null) {
            seen = view;
        }
    }

    /** Who holds this block, for messages, as in {@code 0.weight [16, 784] F32}: name, shape and dtype, as far as known. */
    public final String holder() {
        View first = seen;
        String what = first == null ? "%,d bytes".formatted(bytes) : first.shape() + " " + first.dtype();
        String given = name();
        return given.isEmpty() ? what : given + " " + what;
    }

    /**
     * Adds a reference.
     *
     * @throws IllegalStateException if the block has been given back
     */
    public final void retain() {
        int count;
        do {
            count = others;
            if (count < 0) {
                throw givenBack();
            }
        } while (!OTHERS.compareAndSet(this, count, count + 1));
    }

    /**
     * Drops a reference; the last one gives the block back.
     *
     * @throws IllegalStateException if there is no reference left
     */
    public final void release() {
        int left = OTHERS.decrementAndGet(this);
        if (left == -1) {
            free();
        } else if (left < 0) {
            OTHERS.incrementAndGet(this);
            throw givenBack();
        }
    }

    private IllegalStateException givenBack() {
        return new IllegalStateException("storage: %,d bytes on %s were given back already".formatted(bytes, device));
    }

    /** Gives the block back to its device; called once. */
    protected abstract void free();
}

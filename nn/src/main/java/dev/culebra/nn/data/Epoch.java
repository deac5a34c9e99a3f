package dev.culebra.nn.data;

import java.lang.ref.Cleaner;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * One pass over a data set, batch by batch; made by {@link DataLoader#epoch(long)}, used by one thread.
 *
 * <p>A batch comes into being in {@link #next()} and belongs to the scope that is open there, or to the caller. In a
 * {@code for} loop the caller closes it:
 *
 * <pre>{@code
 * try (Epoch batches = loader.epoch(0)) {
 *     for (Batch batch : batches) {
 *         try (batch; Scope scope = Scope.open()) {
 *             …
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>Closing it stops the preparation of further batches. It closes itself after the last batch and after a failure;
 * one that is abandoned half-way is stopped when the garbage collector finds it.
 */
public final class Epoch implements Iterator<Batch>, Iterable<Batch>, AutoCloseable {

    /** Started with the first epoch. */
    private static final class Holder {
        static final Cleaner CLEANER = Cleaner.create();
    }

    private final int batches;
    private final Feed feed;
    private final Cleaner.Cleanable cleanable;
    private int taken;
    private boolean closed;

    Epoch(int batches, int taken, Feed feed) {
        this.batches = batches;
        this.taken = taken;
        this.feed = feed;
        this.cleanable = Holder.CLEANER.register(this, feed::close);
        if (taken == batches) {
            close();
        }
    }

    /** How many batches there are in all. */
    public int batches() {
        return batches;
    }

    /** How many batches have been taken, those included that were passed over. */
    public int taken() {
        return taken;
    }

    /** Whether there is another batch. Makes nothing. */
    @Override
    public boolean hasNext() {
        return !closed && taken < batches;
    }

    /**
     * Makes the next batch; waits until it is prepared.
     *
     * @throws NoSuchElementException if there is none, or this epoch is closed
     * @throws DataException if it could not be prepared; the cause says why
     */
    @Override
    public Batch next() {
        if (!hasNext()) {
            throw new NoSuchElementException(
                    closed && taken < batches ? "epoch: closed" : "epoch: had %d batches".formatted(batches));
        }
        try {
            Tray tray = feed.take();
            Batch batch = tray.batch();
            feed.giveBack(tray);
            taken++;
            if (taken == batches) {
                close();
            }
            return batch;
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** This epoch itself, wherever it stands. */
    @Override
    public Iterator<Batch> iterator() {
        return this;
    }

    /** Stops the preparation of batches; those taken stay as they are. Closing twice does nothing. */
    @Override
    public void close() {
        closed = true;
        cleanable.clean();
    }
}

package dev.culebra.engine.cuda;

import dev.culebra.engine.Device;
import dev.culebra.engine.Storage;
import dev.culebra.engine.View;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A block of a card's memory. Remembers the stream that wrote it last, and those that have read it since: work that reads it
 * waits for the writer, once for each stream; work that may write it waits for all of them. So threads hand tensors to one
 * another without synchronising, and read one without waiting for each other. The block is freed after all that any of them has
 * submitted for it by then.
 */
final class CudaStorage extends Storage {
    private final Release release;
    private final long address;
    private Lane writer;
    private Set<Lane> readers = Set.of();

    /** Gives a block back. */
    interface Release {
        /** Memory that is somebody else's: the owner gives it back. */
        Release NOTHING = (_, _, _, _) -> {};

        /**
         * @param writer the lane that wrote the block last
         * @param readers lanes that have read it since
         */
        void release(Storage storage, long address, Lane writer, Set<Lane> readers);
    }

    CudaStorage(Device device, Release release, long address, long bytes, Lane lane) {
        super(device, bytes);
        this.release = release;
        this.address = address;
        this.writer = lane;
    }

    /** The address of a view's first element, for work of the calling thread's stream that may write it. */
    static long address(View view, long stream, Card card) {
        return ((CudaStorage) view.storage()).touch(card) + view.layout().offset() * view.dtype().bytes();
    }

    /** The address of a view's first element, for work of the calling thread's stream that reads it. */
    static long read(View view, Card card) {
        return ((CudaStorage) view.storage()).read(card) + view.layout().offset() * view.dtype().bytes();
    }

    /** The block's address; what the calling thread submits from now on comes after all that was submitted for it before. */
    synchronized long touch(Card card) {
        Lane next = card.current();
        if (readers.isEmpty() && next != writer) {
            next.waitFor(writer);
        }
        readers.forEach(next::waitFor); // who have waited for the writer
        readers = Set.of();
        writer = next;
        return address;
    }

    /** The block's address; what the calling thread submits from now on comes after what wrote the block. */
    synchronized long read(Card card) {
        Lane next = card.current();
        if (next != writer && !readers.contains(next)) {
            next.waitFor(writer);
            readers = readers.isEmpty() ? new LinkedHashSet<>() : readers;
            readers.add(next);
        }
        return address;
    }

    @Override
    protected synchronized void free() {
        release.release(this, address, writer.current(), readers);
    }
}

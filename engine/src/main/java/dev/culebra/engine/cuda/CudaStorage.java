package dev.culebra.engine.cuda;

import dev.culebra.engine.Device;
import dev.culebra.engine.Storage;
import dev.culebra.engine.View;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A block of a card's memory. Remembers the stream that touched it last: another stream waits for that one before it touches the
 * block, so threads may hand tensors to one another without synchronising. The block is freed after all that any of them
 * submitted for it: a thread may submit work after another has touched the same block.
 */
final class CudaStorage extends Storage {
    private final Release release;
    private final long address;
    private Lane lane;
    private Set<Lane> earlier = Set.of();

    /** Gives a block back. */
    interface Release {
        /** Memory that is somebody else's: the owner gives it back. */
        Release NOTHING = (_, _, _, _) -> {};

        /**
         * @param last the lane that touched the block last
         * @param others lanes that touched it before, and may have submitted work for it since
         */
        void release(Storage storage, long address, Lane last, Set<Lane> others);
    }

    CudaStorage(Device device, Release release, long address, long bytes, Lane lane) {
        super(device, bytes);
        this.release = release;
        this.address = address;
        this.lane = lane;
    }

    /** The address of a view's first element, to be touched by work of the calling thread's stream. */
    static long address(View view, long stream, Card card) {
        return ((CudaStorage) view.storage()).touch(stream, card)
                + view.layout().offset() * view.dtype().bytes();
    }

    /** The block's address; work of {@code stream}, the calling thread's, comes after all that was submitted before. */
    synchronized long touch(long stream, Card card) {
        Lane next = card.current();
        if (next != lane) {
            next.waitFor(lane);
            earlier = earlier.isEmpty() ? new LinkedHashSet<>() : earlier;
            earlier.add(lane);
            earlier.remove(next);
            lane = next;
        }
        return address;
    }

    @Override
    protected synchronized void free() {
        release.release(this, address, lane.current(), earlier);
    }
}

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
    private final CardMemory memory;
    private final long address;
    private Lane lane;
    private Set<Lane> earlier = Set.of();

    CudaStorage(Device device, CardMemory memory, long address, long bytes, Lane lane) {
        super(device, bytes);
        this.memory = memory;
        this.address = address;
        this.lane = lane;
        memory.hold(this);
    }

    /** The address of a view's first element, to be touched by work of the calling thread's stream. */
    static long address(View view, long stream, Card card) {
        return ((CudaStorage) view.storage()).touch(stream, card)
                + view.layout().offset() * view.dtype().bytes();
    }

    /** The block's address; work of {@code stream}, the calling thread's, comes after all that was submitted before. */
    synchronized long touch(long stream, Card card) {
        if (stream != lane.stream()) {
            Lane next = card.lane();
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
        memory.free(this, address, lane, earlier);
    }
}

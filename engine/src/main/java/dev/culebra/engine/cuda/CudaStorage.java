package dev.culebra.engine.cuda;

import dev.culebra.engine.Device;
import dev.culebra.engine.Storage;
import dev.culebra.engine.View;

/**
 * A block of a card's memory. Remembers the stream that touched it last: another stream waits for that one before it touches the
 * block, and the block is freed in its order, so threads may hand tensors to one another without synchronising.
 */
final class CudaStorage extends Storage {
    private final CardMemory memory;
    private final long address;
    private long stream;

    CudaStorage(Device device, CardMemory memory, long address, long bytes, long stream) {
        super(device, bytes);
        this.memory = memory;
        this.address = address;
        this.stream = stream;
    }

    /** The address of a view's first element, to be touched by work of {@code stream}. */
    static long address(View view, long stream, Card card) {
        return ((CudaStorage) view.storage()).touch(stream, card)
                + view.layout().offset() * view.dtype().bytes();
    }

    /** The block's address; work of {@code next} comes after all that was submitted for this block before. */
    synchronized long touch(long next, Card card) {
        if (next != stream) {
            card.order(stream, next);
            stream = next;
        }
        return address;
    }

    @Override
    protected synchronized void free() {
        memory.free(address, bytes(), stream);
    }
}

package dev.culebra.engine.cuda;

import dev.culebra.cuda.Cuda;
import java.lang.foreign.MemorySegment;

/**
 * Copies between host memory of any kind and a card, by way of two pinned buffers in turn: while the card copies one, the host
 * fills or empties the other.
 */
final class Staging {
    private static final long BYTES = 1 << 20;
    private static final long ALIGNMENT = 256;

    private final Cuda cuda;
    private final CardMemory memory;
    private final ThreadStream stream;
    private final MemorySegment[] buffers = new MemorySegment[2];
    private final long[] events = new long[2];
    private boolean open;
    /** The buffer that uploads are put into, and how much of it is taken. */
    private int filling;
    private long used;

    Staging(Cuda cuda, CardMemory memory, ThreadStream stream) {
        this.cuda = cuda;
        this.memory = memory;
        this.stream = stream;
    }

    private void open() {
        if (!open) {
            MemorySegment both = memory.pin(2 * BYTES);
            for (int i = 0; i < 2; i++) {
                buffers[i] = both.asSlice(i * BYTES, BYTES);
                events[i] = cuda.events().create();
            }
            open = true;
        }
    }

    /** The host is done with {@code source} when this returns; the card has the data in the order of the stream. */
    void upload(MemorySegment source, long address) {
        open();
        for (long at = 0; at < source.byteSize(); at += BYTES) {
            long bytes = Math.min(BYTES, source.byteSize() - at);
            MemorySegment part = next(bytes);
            MemorySegment.copy(source, at, part, 0, bytes);
            cuda.memory().copyToDeviceAsync(address + at, part, bytes, stream.handle());
        }
    }

    /** Room behind what was uploaded last, so that a run of small uploads does not wait for the card. */
    private MemorySegment next(long bytes) {
        if (used + bytes > BYTES) {
            cuda.events().record(events[filling], stream.handle());
            filling = 1 - filling;
            cuda.events().synchronize(events[filling]);
            used = 0;
        }
        MemorySegment part = buffers[filling].asSlice(used, bytes);
        used += Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
        return part;
    }

    /** The data is in {@code target} when this returns. */
    void download(long address, MemorySegment target) {
        open();
        long size = target.byteSize();
        if (size <= BYTES) {
            cuda.memory().copyToHostAsync(buffers[0], address, size, stream.handle());
            cuda.streams().synchronize(stream.handle());
            MemorySegment.copy(buffers[0], 0, target, 0, size);
            return;
        }
        for (long at = 0; at < size + BYTES; at += BYTES) {
            int turn = (int) (at / BYTES & 1);
            if (at < size) {
                cuda.memory().copyToHostAsync(buffers[turn], address + at, Math.min(BYTES, size - at), stream.handle());
                cuda.events().record(events[turn], stream.handle());
            }
            if (at > 0) {
                cuda.events().synchronize(events[1 - turn]);
                MemorySegment.copy(buffers[1 - turn], 0, target, at - BYTES, Math.min(BYTES, size - at + BYTES));
            }
        }
    }

    void close() {
        if (open) {
            cuda.memory().freeHost(buffers[0]); // where both begin
            cuda.events().destroy(events[0]);
            cuda.events().destroy(events[1]);
        }
    }
}

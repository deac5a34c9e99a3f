package dev.culebra.engine.cuda;

import dev.culebra.cuda.CudaException;
import dev.culebra.cuda.MemoryInfo;
import dev.culebra.cuda.PoolAttribute;
import dev.culebra.engine.DeviceMemoryException;
import dev.culebra.engine.MemoryUse;
import dev.culebra.engine.Storage;
import dev.culebra.engine.backend.Holding;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A card's memory, from the driver's stream-ordered pool, which keeps what comes back for the next request: neither allocating
 * nor freeing waits for the card.
 */
final class CardMemory {
    private static final int OUT_OF_MEMORY = 2;

    private final Card card;
    private final String name;
    private final long pool;
    /** Of blocks that are no tensor's, and not spare either. */
    private final AtomicLong ownBytes = new AtomicLong();
    private final Set<Storage> held = new HashSet<>();
    private long usedBytes;
    private long peakBytes;

    CardMemory(Card card, String name) {
        this.card = card;
        this.name = name;
        card.enter();
        this.pool = card.cuda().pools().defaultPool(card.device());
        card.cuda().pools().set(pool, PoolAttribute.RELEASE_THRESHOLD, Long.MAX_VALUE);
    }

    /** The address of a block that the calling thread's stream may use. */
    long allocate(long bytes) {
        return request(Math.max(1, bytes), card.stream());
    }

    /** Enters a block into the account. */
    synchronized void hold(Storage storage) {
        held.add(storage);
        usedBytes += storage.bytes();
        peakBytes = Math.max(peakBytes, usedBytes);
    }

    /** A block that is no tensor's, to be {@linkplain #giveBack given back}. The card's context is current. */
    long take(long bytes, long stream) {
        long address = request(bytes, stream);
        ownBytes.addAndGet(bytes);
        return address;
    }

    /** Gives back a block that was taken, in the order of a stream. The card's context is current. */
    void giveBack(long address, long bytes, long stream) {
        ownBytes.addAndGet(-bytes);
        card.cuda().memory().freeAsync(address, stream);
    }

    private long request(long bytes, long stream) {
        try {
            return card.cuda().memory().allocateAsync(bytes, stream);
        } catch (CudaException first) {
            return again(bytes, stream, first);
        }
    }

    /** Host memory that the card can reach; whoever asks for it frees it by the driver. The card's context is current. */
    MemorySegment pin(long bytes) {
        try {
            return card.cuda().memory().allocateHost(bytes, 0);
        } catch (CudaException failure) {
            if (failure.code() != OUT_OF_MEMORY) {
                throw failure;
            }
            throw new DeviceMemoryException(
                    "%s: out of memory: requested %,d bytes of pinned host memory: %s".formatted(name,
                            bytes, failure.getMessage()),
                    failure);
        }
    }

    /** Once more, after what is being freed is free and the pool has given back what it keeps. */
    private long again(long bytes, long stream, CudaException first) {
        if (first.code() != OUT_OF_MEMORY) {
            throw first;
        }
        card.cuda().contexts().synchronize();
        card.cuda().pools().trim(pool, 0);
        try {
            return card.cuda().memory().allocateAsync(bytes, stream);
        } catch (CudaException second) {
            if (second.code() != OUT_OF_MEMORY) {
                throw second;
            }
            throw new DeviceMemoryException(message(bytes), second);
        }
    }

    private synchronized String message(long bytes) {
        MemoryInfo info = card.cuda().memory().info();
        long reserved = card.cuda().pools().value(pool, PoolAttribute.RESERVED_CURRENT);
        String largest = Holding.largest(held.stream().map(storage -> new Holding(storage.holder(), storage.bytes())));
        return "%s: out of memory: requested %,d bytes; %,d in use, %,d reserved, %,d free of %,d; largest: %s"
                .formatted(name,
                        bytes, usedBytes, reserved, info.freeBytes(), info.totalBytes(), largest);
    }

    /** In the order of the stream that wrote the block last, after all that the others have submitted until now. */
    void free(Storage storage, long address, Lane last, Set<Lane> others) {
        synchronized (this) {
            held.remove(storage);
            usedBytes -= storage.bytes();
        }
        card.enter();
        others.forEach(last::waitFor);
        card.cuda().memory().freeAsync(address, last.stream());
    }

    MemoryUse use() {
        card.enter();
        long reserved = card.cuda().pools().value(pool, PoolAttribute.RESERVED_CURRENT);
        synchronized (this) {
            return new MemoryUse(usedBytes, Math.max(0, reserved - usedBytes - ownBytes.get()), peakBytes, held.size());
        }
    }

    void trim() {
        card.lane().faults().await();
        card.cuda().pools().trim(pool, 0);
    }
}

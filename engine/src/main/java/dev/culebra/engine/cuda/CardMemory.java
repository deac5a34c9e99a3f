package dev.culebra.engine.cuda;

import dev.culebra.cuda.CudaException;
import dev.culebra.cuda.MemoryInfo;
import dev.culebra.cuda.PoolAttribute;
import dev.culebra.engine.DeviceMemoryException;
import dev.culebra.engine.MemoryUse;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A card's memory, from the driver's stream-ordered pool, which keeps what comes back for the next request: neither allocating
 * nor freeing waits for the card.
 */
final class CardMemory {
    private static final int OUT_OF_MEMORY = 2;
    private static final int HOLDERS_NAMED = 5;

    private final Card card;
    private final String name;
    private final long pool;
    private final Map<Long, Long> used = new HashMap<>();
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
        long wanted = Math.max(1, bytes);
        long address = take(wanted, card.stream());
        synchronized (this) {
            used.put(address, wanted);
            usedBytes += wanted;
            peakBytes = Math.max(peakBytes, usedBytes);
        }
        return address;
    }

    /** A block that is no tensor's; whoever asks for it frees it by the driver. The card's context is current. */
    long take(long bytes, long stream) {
        try {
            return card.cuda().memory().allocateAsync(bytes, stream);
        } catch (CudaException first) {
            return again(bytes, stream, first);
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
        String largest = used.values().stream().sorted((a, b) -> Long.compare(b, a)).limit(HOLDERS_NAMED)
                .map("%,d"::formatted).collect(Collectors.joining(", "));
        return "%s: out of memory: requested %,d bytes; %,d in use by tensors, %,d free of %,d; largest: %s".formatted(
                name, bytes, usedBytes, info.freeBytes(), info.totalBytes(), largest);
    }

    /** In the order of the stream that used the block last, after all that the others have submitted until now. */
    void free(long address, Lane last, Set<Lane> others) {
        synchronized (this) {
            usedBytes -= used.remove(address);
        }
        card.enter();
        others.forEach(last::waitFor);
        card.cuda().memory().freeAsync(address, last.stream());
    }

    MemoryUse use() {
        card.enter();
        long reserved = card.cuda().pools().value(pool, PoolAttribute.RESERVED_CURRENT);
        synchronized (this) {
            return new MemoryUse(usedBytes, Math.max(0, reserved - usedBytes), peakBytes, used.size());
        }
    }

    void trim() {
        card.lane().faults().await();
        card.cuda().pools().trim(pool, 0);
    }
}

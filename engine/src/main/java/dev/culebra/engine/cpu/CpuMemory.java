package dev.culebra.engine.cpu;

import dev.culebra.engine.DeviceMemoryException;
import dev.culebra.engine.MemoryUse;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A pool of off-heap blocks. A block that comes back is kept for the next request of its size class: closing a shared
 * {@link Arena} waits for every thread of the process, and fresh memory has to be cleared and paged in, so a training step
 * that allocates the same sizes again and again must not do either.
 *
 * <p>Size classes are four to a power of two: a block is at most a quarter larger than asked for. A trim closes the arenas
 * of the blocks that are spare.
 */
public final class CpuMemory {
    /** Bytes; a cache line, and the widest vector. */
    static final long ALIGNMENT = 64;

    private static final long SMALLEST = 64;
    private static final long LARGEST = 1L << 60; // beyond it sizes would overflow
    private static final int HOLDERS_NAMED = 5;

    private final String device;
    private final Map<Long, ArrayDeque<Block>> spare = new HashMap<>();
    private final Map<Long, Block> used = new HashMap<>();
    private long usedBytes;
    private long spareBytes;
    private long peakBytes;

    /** A piece of memory with the arena to close when it is no longer wanted. */
    private record Block(Arena arena, MemorySegment segment) {}

    /**
     * @param device named in messages
     */
    CpuMemory(String device) {
        this.device = device;
    }

    /**
     * A block of at least {@code bytes} bytes with undefined content.
     *
     * @throws DeviceMemoryException if there is none even after a trim
     */
    public synchronized MemorySegment take(long bytes) {
        if (bytes > LARGEST) {
            throw outOfMemory(bytes, new OutOfMemoryError("no machine has so much"));
        }
        long size = sizeClass(bytes);
        ArrayDeque<Block> blocks = spare.get(size);
        Block block = blocks == null || blocks.isEmpty() ? null : blocks.pop();
        if (block == null) {
            block = allocate(bytes, size);
        } else {
            spareBytes -= size;
        }
        used.put(block.segment.address(), block);
        usedBytes += size;
        peakBytes = Math.max(peakBytes, usedBytes);
        return block.segment;
    }

    /** Takes a block of {@link #take} back for a later request. */
    public synchronized void giveBack(MemorySegment segment) {
        Block block = used.remove(segment.address());
        long size = segment.byteSize();
        usedBytes -= size;
        spareBytes += size;
        spare.computeIfAbsent(size, _ -> new ArrayDeque<>()).push(block);
    }

    synchronized MemoryUse use() {
        return new MemoryUse(usedBytes, spareBytes, peakBytes, used.size());
    }

    /** Gives the spare blocks back to the system. */
    synchronized void trim() {
        spare.values().forEach(blocks -> blocks.forEach(block -> block.arena.close()));
        spare.clear();
        spareBytes = 0;
    }

    private Block allocate(long bytes, long size) {
        try {
            return fresh(size);
        } catch (OutOfMemoryError first) {
            trim();
            try {
                return fresh(size);
            } catch (OutOfMemoryError second) {
                throw outOfMemory(bytes, second);
            }
        }
    }

    private DeviceMemoryException outOfMemory(long bytes, OutOfMemoryError cause) {
        return new DeviceMemoryException(
                "%s: out of memory: requested %,d bytes; %,d in use, %,d spare; largest: %s; -XX:MaxDirectMemorySize sets the limit"
                        .formatted(device, bytes, usedBytes, spareBytes, used.isEmpty() ? "none" : largest()),
                cause);
    }

    private static Block fresh(long size) {
        Arena arena = Arena.ofShared();
        try {
            return new Block(arena, arena.allocate(size, ALIGNMENT));
        } catch (OutOfMemoryError none) {
            arena.close();
            throw none;
        }
    }

    private String largest() {
        return used.values().stream().map(block -> block.segment.byteSize()).sorted((a, b) -> Long.compare(b, a)).limit(
                HOLDERS_NAMED).map("%,d"::formatted).collect(Collectors.joining(", "));
    }

    /** The next of 64, 128, 192, 256, 320, 384, 448, 512, 640, 768, … bytes. */
    static long sizeClass(long bytes) {
        if (bytes <= SMALLEST) {
            return SMALLEST;
        }
        long quarter = Math.max(ALIGNMENT, Long.highestOneBit(bytes - 1) / 4);
        return Math.multiplyExact(Math.ceilDiv(bytes, quarter), quarter);
    }
}

package dev.culebra.engine.cpu;

import dev.culebra.engine.DeviceMemoryException;
import dev.culebra.engine.MemoryUse;
import dev.culebra.engine.backend.Holding;
import java.lang.foreign.Arena;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

    private final String device;
    /** Stacks of blocks of one size class each, at its number. */
    private final @Nullable Block[] spare = new Block[classNumber(LARGEST) + 1];
    private @Nullable Block used;
    private int usedBlocks;
    private long usedBytes;
    private long spareBytes;
    private long peakBytes;

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
    public synchronized Block take(long bytes) {
        if (bytes > LARGEST) {
            throw outOfMemory(bytes, new OutOfMemoryError("no machine has so much"));
        }
        long size = sizeClass(bytes);
        int number = classNumber(size);
        Block block = spare[number];
        if (block == null) {
            block = allocate(bytes, size);
        } else {
            spare[number] = block.next;
            spareBytes -= size;
        }
        link(block);
        usedBytes += size;
        peakBytes = Math.max(peakBytes, usedBytes);
        return block;
    }

    /** Takes a block of {@link #take} back for a later request. */
    public synchronized void giveBack(Block block) {
        block.holder = null;
        unlink(block);
        long size = block.bytes();
        int number = classNumber(size);
        usedBytes -= size;
        spareBytes += size;
        block.next = spare[number];
        spare[number] = block;
    }

    private void link(Block block) {
        block.previous = null;
        block.next = used;
        if (used != null) {
            used.previous = block;
        }
        used = block;
        usedBlocks++;
    }

    private void unlink(Block block) {
        if (block.previous == null) {
            used = block.next;
        } else {
            block.previous.next = block.next;
        }
        if (block.next != null) {
            block.next.previous = block.previous;
        }
        usedBlocks--;
    }

    synchronized MemoryUse use() {
        return new MemoryUse(usedBytes, spareBytes, peakBytes, usedBlocks);
    }

    /** Gives the spare blocks back to the system. */
    synchronized void trim() {
        for (int number = 0; number < spare.length; number++) {
            for (Block block = spare[number]; block != null; block = block.next) {
                block.close();
            }
            spare[number] = null;
        }
        spareBytes = 0;
    }

    private Block allocate(long bytes, long size) {
        try {
            return Block.allocate(size);
        } catch (OutOfMemoryError first) {
            trim();
            try {
                return Block.allocate(size);
            } catch (OutOfMemoryError second) {
                throw outOfMemory(bytes, second);
            }
        }
    }

    private DeviceMemoryException outOfMemory(long bytes, OutOfMemoryError cause) {
        return new DeviceMemoryException(
                "%s: out of memory: requested %,d bytes; %,d in use, %,d spare; largest: %s; -XX:MaxDirectMemorySize sets the limit"
                        .formatted(device, bytes, usedBytes, spareBytes,
                                Holding.largest(Stream.iterate(used, block -> block != null, block -> block.next)
                                        .map(Block::holding))),
                cause);
    }

    /** The next of 64, 128, 192, 256, 320, 384, 448, 512, 640, 768, … bytes. */
    static long sizeClass(long bytes) {
        if (bytes <= SMALLEST) {
            return SMALLEST;
        }
        long quarter = Math.max(ALIGNMENT, Long.highestOneBit(bytes - 1) / 4);
        return Math.multiplyExact(Math.ceilDiv(bytes, quarter), quarter);
    }

    /** A small number for each size class: four to a power of two. */
    private static int classNumber(long size) {
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(size - 1);
        return 4 * exponent + (int) ((size - 1) >>> exponent - 2) - 4;
    }
}

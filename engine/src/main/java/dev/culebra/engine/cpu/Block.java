package dev.culebra.engine.cpu;

import dev.culebra.engine.Storage;
import dev.culebra.engine.backend.Holding;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A piece of off-heap memory of {@link CpuMemory}; belongs to whoever took it, until it is given back.
 *
 * <pre>{@code
 * Block partials = memory.take(4096);
 * try {
 *     reduce(partials.segment());
 * } finally {
 *     memory.giveBack(partials);
 * }
 * }</pre>
 */
public final class Block {
    private final Arena arena;
    private final MemorySegment segment;
    private MemorySegment latest;

    /** What holds the block, if it is not scratch memory of an operation: for messages, so nobody waits until others see it. */
    @Nullable
    Storage holder;

    /** Neighbours in the pool's list of used blocks; {@code next} also in one of its stacks of spare blocks. */
    @Nullable
    Block next;

    @Nullable
    Block previous;

    private Block(Arena arena, MemorySegment segment) {
        this.arena = arena;
        this.segment = segment;
        this.latest = segment;
    }

    static Block allocate(long bytes) {
        Arena arena = Arena.ofShared();
        try {
            return new Block(arena, arena.allocate(bytes, CpuMemory.ALIGNMENT));
        } catch (OutOfMemoryError none) {
            arena.close();
            throw none;
        }
    }

    /** All of it: at least what was asked for. */
    public MemorySegment segment() {
        return segment;
    }

    /** The first {@code bytes} bytes. Remembered, for a block is often asked for the same size again. */
    MemorySegment segment(long bytes) {
        if (latest.byteSize() != bytes) {
            latest = segment.asSlice(0, bytes);
        }
        return latest;
    }

    long bytes() {
        return segment.byteSize();
    }

    /** For messages. */
    Holding holding() {
        Storage storage = holder;
        return new Holding(storage == null ? "%,d bytes".formatted(bytes()) : storage.holder(), bytes());
    }

    /** Gives the memory back to the system. */
    void close() {
        arena.close();
    }
}

package dev.culebra.engine.cpu.reduce;

import dev.culebra.engine.cpu.Block;
import dev.culebra.engine.cpu.CpuMemory;
import dev.culebra.engine.cpu.CpuThreads;
import java.lang.foreign.MemorySegment;

/**
 * Reduces a sequence of strips to one result by a tree of fixed shape: the sequence is cut into at most {@link #PARTS} parts,
 * each of these is reduced, and so are the partial results. So the order depends on the number of strips only, whatever
 * thread does a part, and the number of additions that an element goes through grows with the logarithm.
 */
final class PartialTree {
    private static final int PARTS = 64;

    private final CpuMemory memory;
    private final Leaves leaves;
    private final int bytes;

    /** What is reduced. */
    interface Leaves {
        /** Reduces one strip to a partial result at element {@code outAt}. */
        void reduce(long strip, MemorySegment out, long outAt);

        /** Reduces {@code count} partial results, one after the other from the beginning, to one. */
        void combine(MemorySegment partials, int count, MemorySegment out, long outAt);

        /** How many elements a partial result has. */
        int width();
    }

    /**
     * @param bytes size of one element of a partial result
     */
    PartialTree(CpuMemory memory, Leaves leaves, int bytes) {
        this.memory = memory;
        this.leaves = leaves;
        this.bytes = bytes;
    }

    /** Reduces strips 0 to {@code strips} − 1; if {@code parallel}, parts of them on different threads. */
    void reduce(long strips, boolean parallel, CpuThreads threads, MemorySegment out, long outAt) {
        if (!parallel || strips == 1) {
            reduce(0, strips, out, outAt);
            return;
        }
        int parts = (int) Math.min(PARTS, strips);
        Block partials = memory.take((long) parts * leaves.width() * bytes);
        try {
            threads.forEach(parts, part -> part(part, parts, 0, strips, partials.segment()));
            leaves.combine(partials.segment(), parts, out, outAt);
        } finally {
            memory.giveBack(partials);
        }
    }

    /** Reduces strips {@code from} to {@code to}, exclusive, on this thread. */
    private void reduce(long from, long to, MemorySegment out, long outAt) {
        if (to - from == 1) {
            leaves.reduce(from, out, outAt);
            return;
        }
        int parts = (int) Math.min(PARTS, to - from);
        Block partials = memory.take((long) parts * leaves.width() * bytes);
        try {
            for (int part = 0; part < parts; part++) {
                part(part, parts, from, to, partials.segment());
            }
            leaves.combine(partials.segment(), parts, out, outAt);
        } finally {
            memory.giveBack(partials);
        }
    }

    private void part(int part, int parts, long from, long to, MemorySegment partials) {
        long strips = to - from;
        reduce(from + strips * part / parts, from + strips * (part + 1) / parts, partials, (long) part
                * leaves.width());
    }
}

package dev.culebra.engine.reference;

import dev.culebra.engine.MemoryUse;

/** Counts what the reference has in use. */
final class ReferenceMemory {
    private long used;
    private long peak;
    private long blocks;

    synchronized void taken(long bytes) {
        used += bytes;
        peak = Math.max(peak, used);
        blocks++;
    }

    synchronized void givenBack(long bytes) {
        used -= bytes;
        blocks--;
    }

    synchronized MemoryUse use() {
        return new MemoryUse(used, 0, peak, blocks);
    }
}

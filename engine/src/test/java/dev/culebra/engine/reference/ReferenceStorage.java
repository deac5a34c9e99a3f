package dev.culebra.engine.reference;

import dev.culebra.engine.Device;
import dev.culebra.engine.Storage;
import java.lang.foreign.MemorySegment;

/** A Java array; given back to the account when the last reference goes. */
final class ReferenceStorage extends Storage {
    private final MemorySegment segment;
    private final ReferenceMemory memory;

    ReferenceStorage(Device device, ReferenceMemory memory, long bytes) {
        super(device, bytes);
        this.segment = MemorySegment.ofArray(new byte[Math.toIntExact(bytes)]);
        this.memory = memory;
        memory.taken(bytes);
    }

    MemorySegment segment() {
        return segment;
    }

    @Override
    protected void free() {
        memory.givenBack(bytes());
    }
}

package dev.culebra.engine.cpu;

import dev.culebra.engine.Device;
import dev.culebra.engine.Storage;
import dev.culebra.engine.View;
import java.lang.foreign.MemorySegment;

/** A block of off-heap memory from {@link CpuMemory}, which gets it back. */
public final class HostStorage extends Storage {
    private final CpuMemory memory;
    private final Block block;
    private final MemorySegment segment;

    /**
     * @param block at least {@code bytes} long
     */
    HostStorage(Device device, CpuMemory memory, Block block, long bytes) {
        super(device, bytes);
        this.memory = memory;
        this.block = block;
        this.segment = block.segment(bytes);
        block.holder = this;
    }

    /** The bytes of the storage that a view of this backend looks at. */
    public static MemorySegment segment(View view) {
        return ((HostStorage) view.storage()).segment;
    }

    /** The usable bytes; aligned to {@link CpuMemory#ALIGNMENT}. */
    MemorySegment segment() {
        return segment;
    }

    @Override
    protected void free() {
        memory.giveBack(block);
    }
}

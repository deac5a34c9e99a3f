package dev.culebra.engine.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.MemoryUse;
import dev.culebra.engine.Storage;
import dev.culebra.engine.backend.Backend;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

/** Allocation, transfers and the account of memory. */
@ForEveryBackend
record MemoryContractTest(Backend backend) {
    /** A real card reserves memory in pieces, of 32 MiB as a rule. */
    private static final long LARGEST_GRANULE = 64 << 20;

    @Test
    void aStorageHasTheSizeAskedForAndOneReference() {
        for (long bytes : new long[] {0, 1, 63, 64, 65, 1000, 100_000}) {
            Storage storage = backend.allocate(bytes);
            assertEquals(bytes, storage.bytes());
            assertEquals(1, storage.references());
            assertSame(backend.device(), storage.device());
            storage.release();
        }
    }

    @Test
    void whatGoesUpComesDown() {
        byte[] bytes = new byte[1000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (7 * i);
        }
        Storage storage = backend.allocate(1000);
        backend.upload(MemorySegment.ofArray(bytes), storage, 0);
        byte[] back = new byte[1000];
        backend.download(storage, 0, MemorySegment.ofArray(back));
        assertArrayEquals(bytes, back);
        storage.release();
    }

    @Test
    void transfersTouchOnlyTheirRange() {
        try (Arena arena = Arena.ofConfined()) {
            Storage storage = backend.allocate(100);
            backend.upload(MemorySegment.ofArray(new byte[100]), storage, 0);
            MemorySegment part = arena.allocate(13);
            part.fill((byte) 9);
            backend.upload(part, storage, 41);
            backend.upload(MemorySegment.ofArray(new byte[0]), storage, 100);
            MemorySegment all = arena.allocate(100);
            backend.download(storage, 0, all);
            for (int i = 0; i < 100; i++) {
                assertEquals(i >= 41 && i < 54 ? 9 : 0, all.get(ValueLayout.JAVA_BYTE, i), "byte " + i);
            }
            byte[] two = new byte[2];
            backend.download(storage, 53, MemorySegment.ofArray(two));
            assertArrayEquals(new byte[] {9, 0}, two);
            backend.download(storage, 100, MemorySegment.ofArray(new byte[0]));
            storage.release();
        }
    }

    @Test
    void theAccountFollowsAllocations() {
        MemoryUse before = backend.memory();
        Storage storage = backend.allocate(10_000);
        MemoryUse during = backend.memory();
        assertTrue(during.usedBytes() >= before.usedBytes() + 10_000, during::toString);
        assertTrue(during.usedBytes() <= before.usedBytes() + 12_500, during::toString);
        assertEquals(before.blocks() + 1, during.blocks());
        assertTrue(during.peakBytes() >= during.usedBytes(), during::toString);
        storage.retain();
        storage.release();
        assertEquals(during, backend.memory());
        storage.release();
        assertEquals(before.usedBytes(), backend.memory().usedBytes());
        assertEquals(before.blocks(), backend.memory().blocks());
    }

    @Test
    void aTrimLeavesNothingSpare() {
        Storage kept = backend.allocate(500);
        backend.upload(MemorySegment.ofArray(new byte[500]), kept, 0);
        backend.allocate(5000).release();
        backend.trim();
        long granule = backend.device().name().startsWith("cuda:") ? LARGEST_GRANULE : 0;
        assertTrue(backend.memory().spareBytes() <= granule, backend.memory()::toString);
        backend.download(kept, 0, MemorySegment.ofArray(new byte[500]));
        kept.release();
    }

    @Test
    void describesItself() {
        assertFalse(backend.description().isBlank());
        assertSame(backend, backend.device().backend());
        backend.synchronize();
    }
}

package dev.culebra.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.DeviceMemoryException;
import dev.culebra.engine.MemoryUse;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CpuMemoryTest {
    private final CpuMemory memory = new CpuMemory("cpu");

    @AfterEach
    void giveEverythingBack() {
        memory.trim();
    }

    @Test
    void sizeClassesAreAtMostAQuarterLargerThanAsked() {
        assertEquals(64, CpuMemory.sizeClass(0));
        assertEquals(64, CpuMemory.sizeClass(1));
        assertEquals(64, CpuMemory.sizeClass(64));
        assertEquals(128, CpuMemory.sizeClass(65));
        assertEquals(512, CpuMemory.sizeClass(512));
        assertEquals(640, CpuMemory.sizeClass(513));
        assertEquals(1024, CpuMemory.sizeClass(897));
        assertEquals(1 << 20, CpuMemory.sizeClass(1 << 20));
        for (long bytes = 257; bytes < 1L << 50; bytes += 1 + bytes / 7) {
            long size = CpuMemory.sizeClass(bytes);
            assertTrue(size >= bytes, () -> "too small");
            assertTrue(size - bytes <= Math.max(63, bytes / 4), "%d for %d".formatted(size, bytes));
            assertEquals(0, size % 64);
            assertEquals(size, CpuMemory.sizeClass(size));
        }
    }

    @Test
    void blocksAreAlignedAndDistinct() {
        Block a = memory.take(100);
        Block b = memory.take(100);
        assertEquals(0, a.segment().address() % CpuMemory.ALIGNMENT);
        assertEquals(0, b.segment().address() % CpuMemory.ALIGNMENT);
        assertEquals(128, a.segment().byteSize());
        a.segment().fill((byte) 1);
        b.segment().fill((byte) 2);
        assertEquals(1, a.segment().get(ValueLayout.JAVA_BYTE, 127));
        assertEquals(new MemoryUse(256, 0, 256, 2), memory.use());
        memory.giveBack(a);
        memory.giveBack(b);
    }

    @Test
    void aBlockThatCameBackIsUsedAgain() {
        Block first = memory.take(1000);
        memory.giveBack(first);
        assertEquals(new MemoryUse(0, 1024, 1024, 0), memory.use());
        Block other = memory.take(5000);
        assertNotEquals(first.segment().address(), other.segment().address());
        Block again = memory.take(1020);
        assertEquals(first.segment().address(), again.segment().address());
        assertEquals(new MemoryUse(1024 + 5120, 0, 1024 + 5120, 2), memory.use());
        memory.giveBack(again);
        memory.giveBack(other);
        assertEquals(new MemoryUse(0, 1024 + 5120, 1024 + 5120, 0), memory.use());
    }

    @Test
    void everySizeClassHasItsOwnBlocks() {
        List<Block> blocks = new ArrayList<>();
        for (long bytes = 64; bytes < 1 << 16; bytes = CpuMemory.sizeClass(bytes + 1)) {
            blocks.add(memory.take(bytes));
        }
        blocks.forEach(memory::giveBack);
        for (Block block : blocks) {
            assertSame(block, memory.take(block.bytes()));
        }
        blocks.forEach(memory::giveBack);
    }

    @Test
    void aTrimGivesSpareBlocksBackAndNoOthers() {
        Block used = memory.take(100);
        Block spare = memory.take(1000);
        memory.giveBack(spare);
        memory.trim();
        assertEquals(new MemoryUse(128, 0, 128 + 1024, 1), memory.use());
        assertFalse(spare.segment().scope().isAlive());
        used.segment().fill((byte) 1);
        memory.giveBack(used);
    }

    @Test
    void outOfMemorySaysWhatIsHeldAndLeavesItIntact() {
        Block small = memory.take(1000);
        Block large = memory.take(5000);
        Block spare = memory.take(100);
        memory.giveBack(spare);
        small.segment().fill((byte) 3);
        DeviceMemoryException none = assertThrows(DeviceMemoryException.class, () -> memory.take(1L << 46));
        assertEquals(
                "cpu: out of memory: requested 70,368,744,177,664 bytes; 6,144 in use, 0 spare; largest: 5,120 bytes, 1,024 bytes;"
                        + " -XX:MaxDirectMemorySize sets the limit",
                none.getMessage());
        assertEquals(new MemoryUse(6144, 0, 6272, 2), memory.use());
        assertEquals(3, small.segment().get(ValueLayout.JAVA_BYTE, 999));
        Block more = memory.take(100);
        more.segment().fill((byte) 4);
        memory.giveBack(more);
        memory.giveBack(small);
        memory.giveBack(large);
    }

    @Test
    void noRequestIsTooLargeForAnAnswer() {
        DeviceMemoryException none = assertThrows(DeviceMemoryException.class, () -> memory.take(Long.MAX_VALUE));
        assertEquals("cpu: out of memory: requested 9,223,372,036,854,775,807 bytes; 0 in use, 0 spare; largest: none;"
                + " -XX:MaxDirectMemorySize sets the limit", none.getMessage());
        assertThrows(DeviceMemoryException.class, () -> memory.take(1L << 60));
        assertEquals(new MemoryUse(0, 0, 0, 0), memory.use());
    }

    @Test
    void manyThreadsNeverShareABlock() throws InterruptedException {
        Thread[] threads = new Thread[4];
        Throwable[] failures = new Throwable[threads.length];
        for (int i = 0; i < threads.length; i++) {
            byte mark = (byte) (i + 1);
            threads[i] = new Thread(() -> {
                for (int round = 0; round < 2000; round++) {
                    Block block = memory.take(64 << round % 4);
                    block.segment().fill(mark);
                    Thread.onSpinWait();
                    assertEquals(mark, block.segment().get(ValueLayout.JAVA_BYTE, block.bytes() - 1));
                    assertEquals(mark, block.segment().get(ValueLayout.JAVA_BYTE, 0));
                    memory.giveBack(block);
                }
            });
            int own = i;
            threads[i].setUncaughtExceptionHandler((_, thrown) -> failures[own] = thrown);
            threads[i].start();
        }
        for (int i = 0; i < threads.length; i++) {
            threads[i].join();
            assertEquals(null, failures[i]);
        }
        assertEquals(0, memory.use().usedBytes());
    }
}

package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StorageTest {
    private static final class Block extends Storage {
        final AtomicInteger freed = new AtomicInteger();

        Block() {
            super(Tensors.device(), 4096);
        }

        @Override
        protected void free() {
            freed.incrementAndGet();
        }
    }

    @Test
    void theLastReferenceFrees() {
        Block block = new Block();
        assertEquals(1, block.references());
        block.retain();
        assertEquals(2, block.references());
        block.release();
        assertEquals(0, block.freed.get());
        block.release();
        assertEquals(1, block.freed.get());
        assertEquals(0, block.references());
    }

    @Test
    void saysWhoHoldsIt() {
        Block block = new Block();
        assertEquals("4,096 bytes", block.holder());
        block.name("table");
        assertEquals("table 4,096 bytes", block.holder());
        try (Tensor x = Tensor.zeros(Shape.of(2, 3), DType.F32, Tensors.device()); Tensor view = x.transpose()) {
            assertEquals("[2, 3] F32", view.view().storage().holder());
            view.named("0.weight");
            assertEquals("0.weight [2, 3] F32", x.view().storage().holder());
        }
    }

    @Test
    void nothingHappensToAFreedBlock() {
        Block block = new Block();
        block.release();
        String message = "storage: 4,096 bytes on reference were given back already";
        Rejected.because(message, IllegalStateException.class, block::release);
        Rejected.because(message, IllegalStateException.class, block::retain);
        Rejected.because(message, IllegalStateException.class, block::release);
        assertEquals(1, block.freed.get());
        assertEquals(0, block.references());
    }

    @Test
    void manyThreadsCountRight() throws InterruptedException {
        Block block = new Block();
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            block.retain();
            threads[i] = new Thread(() -> {
                for (int round = 0; round < 10_000; round++) {
                    block.retain();
                    block.release();
                }
                block.release();
            });
        }
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(1, block.references());
        block.release();
        assertEquals(1, block.freed.get());
    }

    @Test
    void aViewMustLieWithinTheStorage() {
        Block block = new Block();
        new View(block, Layout.contiguous(Shape.of(1024)), DType.F32);
        Rejected.because(
                "view: layout [1025] strides [1] offset 0 of F32 reaches element 1025 of a storage of 4,096 bytes",
                ShapeException.class, () -> new View(block, Layout.contiguous(Shape.of(1025)), DType.F32));
        Rejected.because(
                "view: layout [1] strides [1] offset 512 of I64 reaches element 513 of a storage of 4,096 bytes",
                ShapeException.class, () -> new View(block, Layout.of(Shape.of(1), new long[] {1}, 512), DType.I64));
    }
}

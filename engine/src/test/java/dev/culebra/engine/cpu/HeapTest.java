package dev.culebra.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.culebra.engine.DType;
import dev.culebra.engine.Distribution;
import dev.culebra.engine.Epilogue;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** That the heap an operation takes does not grow with its data. Plain loops, since vectors that are not compiled yet are objects. */
class HeapTest {
    private static final int WIDTH = 100;
    private static final long FEW = 64;
    private static final long MANY = 64 * FEW;
    /** For the bookkeeping of up to 128 pieces; a number for each row of the data would be 32 KB. */
    private static final long ALLOWED_BYTES = 30_000;

    private final CpuBackend backend = new CpuBackend("test", new ScalarKernels(), new CpuThreads(1));

    private interface Operation {
        void run(View x, View y, long rows);
    }

    private void check(String name, Operation operation) {
        long few = allocated(operation, FEW);
        long many = allocated(operation, MANY);
        assertTrue(many - few < ALLOWED_BYTES,
                () -> "%s takes %,d bytes of heap for %d rows, %,d for %d".formatted(name,
                        few, FEW, many, MANY));
    }

    private long allocated(Operation operation, long rows) {
        View x = CpuBackends.empty(backend, DType.F32, Shape.of(rows, WIDTH));
        View y = CpuBackends.empty(backend, DType.F32, Shape.of(rows, WIDTH));
        backend.random(new Distribution.Normal(0, 1), 1, 0, x);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = Long.MAX_VALUE;
        // Buffers that are kept are made by the first calls.
        for (int call = 0; call < 4; call++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            operation.run(x, y, rows);
            bytes = Math.min(bytes, threads.getCurrentThreadAllocatedBytes() - before);
        }
        x.storage().release();
        y.storage().release();
        return bytes;
    }

    @Test
    void reductions() {
        for (Reduction reduction : Reduction.values()) {
            DType dtype = reduction.yieldsIndex() ? DType.I64 : DType.F32;
            check(reduction + " of rows",
                    (x, _, rows) -> into(dtype, Shape.of(rows, 1), out -> backend.reduce(reduction,
                            x, new boolean[] {false, true}, out)));
            check(reduction + " of columns",
                    (x, _, _) -> into(dtype, Shape.of(1, WIDTH), out -> backend.reduce(reduction,
                            x, new boolean[] {true, false}, out)));
        }
    }

    private interface Filling {
        void fill(View out);
    }

    private void into(DType dtype, Shape shape, Filling filling) {
        View out = CpuBackends.empty(backend, dtype, shape);
        filling.fill(out);
        out.storage().release();
    }

    @Test
    void copies() {
        check("copy", (x, y, _) -> backend.copy(x, y));
        check("transposition", (x, y, rows) -> backend.copy(x, y.with(Layout.of(x.shape(), new long[] {1, rows}, 0))));
        check("conversion", (x, _, rows) -> into(DType.U8, Shape.of(rows, WIDTH), out -> backend.copy(x, out)));
    }

    @Test
    void rowsByIndex() {
        check("gather", (x, y, rows) -> into(DType.I64, Shape.of(rows), index -> {
            HostStorage.segment(index).fill((byte) 0);
            backend.gather(x, index.with(Layout.of(x.shape(), new long[] {1, 0}, 0)), 0, y);
        }));
        check("scatterAdd", (x, y, rows) -> into(DType.I64, Shape.of(rows), index -> {
            HostStorage.segment(index).fill((byte) 0);
            backend.scatterAdd(x, index.with(Layout.of(x.shape(), new long[] {1, 0}, 0)), 0, y);
        }));
    }

    @Test
    void rowKernelsAndProducts() {
        check("softmax", (x, y, _) -> backend.softmax(x, 1, y));
        check("logSoftmax", (x, y, _) -> backend.logSoftmax(x, 1, y));
        check("random", (x, y, _) -> backend.random(new Distribution.Normal(0, 1), 1, 0, y));
        check("matmul", (x, _, rows) -> into(DType.F32, Shape.of(WIDTH, WIDTH), out -> backend.matmul(x.with(x.layout()
                .permute(1, 0)), x, out, Epilogue.NONE)));
    }
}

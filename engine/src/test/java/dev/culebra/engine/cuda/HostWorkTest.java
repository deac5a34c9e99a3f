package dev.culebra.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.DType;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Expr;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the host asks the driver for: no more than an operation needs, and nothing that waits unless somebody wants numbers. */
class HostWorkTest extends OnCard {
    private static final String ALLOCATE = "cuMemAllocAsync";
    private static final String FREE = "cuMemFreeAsync";
    private static final String LAUNCH = "cuLaunchKernel";
    private static final String UP = "cuMemcpyHtoDAsync";
    private static final String DOWN = "cuMemcpyDtoHAsync";
    private static final String RECORD = "cuEventRecord";
    private static final String AWAIT = "cuEventSynchronize";
    private static final List<String> WAIT = List.of(RECORD, "cuStreamWaitEvent");
    private static final int MEBIFLOATS = 1 << 18;

    private Tensor x;
    private Tensor y;

    @BeforeEach
    void makeOperands() {
        x = floats(1, 2, 3, 4, 5, 6).reshape(2, 3);
        y = floats(6, 5, 4, 3, 2, 1).reshape(2, 3);
    }

    /** The calls of an operation whose kernels are loaded; its result is freed outside. */
    private static List<String> calls(Supplier<Tensor> operation) {
        operation.get();
        return Cards.calls(operation::get);
    }

    @Test
    void anOperationIsABlockAndALaunch() {
        List<String> once = List.of(ALLOCATE, LAUNCH);
        assertEquals(once, calls(() -> x.add(y)));
        assertEquals(once, calls(() -> x.mul(0.5)));
        assertEquals(once, calls(() -> x.transpose().add(y.transpose()).add(1)).subList(2, 4));
        assertEquals(once, calls(() -> x.map(Expr.input(0).exp().add(Expr.input(1).tanh()).mul(Expr.input(0)), y)));
        assertEquals(once, calls(() -> x.sum()));
        assertEquals(once, calls(() -> x.softmax(1)));
        assertEquals(once, calls(() -> x.to(DType.F64)));
        assertEquals(List.of(LAUNCH), calls(() -> x.set(Expr.input(0).add(1), x)));
        assertEquals(List.of(), calls(() -> x.reshape(3, 2).transpose().slice(0, 0, 1)));
    }

    @Test
    void eachBackendCallMakesTheContextCurrentOnce() {
        x.add(y);
        List<String> all = Cards.allCalls(() -> x.add(y));
        assertEquals(List.of("cuCtxSetCurrent", ALLOCATE, "cuCtxSetCurrent", LAUNCH), all);
    }

    @Test
    void streamsWaitForWritersOnceAndNotForReaders() throws InterruptedException, ExecutionException {
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Callable<List<String>> reads = () -> waits(() -> {
                try (Scope _ = Scope.open()) {
                    x.matmul(y.transpose()).sum();
                }
            });
            other.submit(() -> x.to(DType.F64).close()).get();
            assertEquals(WAIT, other.submit(reads).get(), "for y alone");
            assertEquals(List.of(), other.submit(reads).get());
            assertEquals(List.of(), waits(() -> x.add(y)), "one reader waits for another");
            assertEquals(WAIT, waits(() -> x.set(Expr.input(0).add(1), x)), "a writer waits for the reader");
            assertEquals(WAIT, other.submit(reads).get(), "x has been written");
        }
        assertArrayEquals(new float[] {2, 3, 4, 5, 6, 7}, x.toFloats());
    }

    /** The calls by which streams wait for one another. */
    private static List<String> waits(Runnable run) {
        return Cards.calls(run).stream().filter(WAIT::contains).toList();
    }

    @Test
    void freeingDoesNotWait() {
        Tensor sum = x.add(y);
        assertEquals(List.of(FREE), Cards.calls(sum::close));
        Tensor again = x.add(y);
        assertTrue(Cards.pending(card, again::close) > 0);
    }

    @Test
    void aSmallUploadWaitsForNothing() {
        floats(1, 2);
        assertEquals(List.of(ALLOCATE, UP), Cards.calls(() -> floats(1, 2)));
        assertTrue(Cards.pending(card, () -> floats(1, 2)) > 0);
    }

    @Test
    void whileTheCardCopiesOneBufferTheHostFillsTheOther() {
        float[] values = new float[3 * MEBIFLOATS];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        floats(values);
        card.backend().synchronize();
        assertEquals(List.of(ALLOCATE, RECORD, AWAIT, UP, RECORD, AWAIT, UP, RECORD, AWAIT, UP),
                Cards.calls(() -> floats(
                        values)));
        assertEquals(3, Cards.pending(card, () -> floats(values)), "the last two copies and the event between them");
        assertArrayEquals(values, floats(values).toFloats());
    }

    @Test
    void whileTheCardFillsOneBufferTheHostEmptiesTheOther() {
        Tensor large = Tensor.full(Shape.of(3 * MEBIFLOATS), 7, DType.F32, card);
        large.toFloats();
        assertEquals(List.of(DOWN, RECORD, DOWN, RECORD, AWAIT, DOWN, RECORD, AWAIT, AWAIT), Cards.calls(
                large::toFloats));
    }

    @Test
    void aSmallDownloadIsACopyAndAWait() {
        x.toFloats();
        assertEquals(List.of(DOWN, "cuStreamSynchronize"), Cards.calls(x::toFloats));
    }
}

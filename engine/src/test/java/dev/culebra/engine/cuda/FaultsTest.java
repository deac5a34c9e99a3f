package dev.culebra.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.DType;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An index outside its axis is heard of by whoever waits for the card, and by nobody else. */
class FaultsTest extends OnCard {
    private static final String OUTSIDE = "gather: index 7 at [1, 0] lies outside axis 0 of size 3";

    private Tensor table;

    @BeforeEach
    void makeTable() {
        table = floats(1, 2, 3, 4, 5, 6).reshape(3, 2);
    }

    @AfterEach
    void nothingIsLeftToBeHeardOf() {
        card.backend().synchronize();
    }

    private Tensor index(long... values) {
        return Tensor.copyOf(MemorySegment.ofArray(values), Shape.of(values.length), DType.I64, card);
    }

    @Test
    void gatheringDoesNotWait() {
        Tensor rows = index(0, 2);
        table.indexSelect(0, rows); // loads the kernel
        List<String> calls = Cards.calls(() -> table.indexSelect(0, rows));
        assertEquals(List.of("cuMemAllocAsync", "cuLaunchKernel"), calls);
        assertTrue(Cards.pending(card, () -> table.indexSelect(0, rows)) > 0);
        assertArrayEquals(new float[] {1, 2, 5, 6}, table.indexSelect(0, rows).toFloats());
    }

    @Test
    void theNextDownloadSaysItOnce() {
        Tensor chosen = table.indexSelect(0, index(0, 7, 1));
        Tensor unrelated = table.add(1);
        assertEquals(OUTSIDE, assertThrows(IndexOutOfBoundsException.class, unrelated::toFloats).getMessage());
        assertArrayEquals(new float[] {2, 3, 4, 5, 6, 7}, unrelated.toFloats());
        assertArrayEquals(new float[] {1, 2, 0, 0, 3, 4}, chosen.toFloats());
    }

    @Test
    void waitingSaysIt() {
        table.indexSelect(0, index(0, 7));
        assertEquals(OUTSIDE, assertThrows(IndexOutOfBoundsException.class, card.backend()::synchronize).getMessage());
        table.indexAdd(0, index(2, -1), floats(10, 20, 30, 40).reshape(2, 2));
        assertEquals("scatterAdd: index -1 at [1, 0] lies outside axis 0 of size 3", assertThrows(
                IndexOutOfBoundsException.class, card.backend()::trim).getMessage());
        assertArrayEquals(new float[] {1, 2, 3, 4, 15, 26}, table.toFloats());
    }

    @Test
    void theFirstOfSeveralIsNamed() {
        table.indexSelect(0, index(0, 7));
        table.indexAdd(0, index(5), floats(1, 1).reshape(1, 2));
        assertEquals(OUTSIDE, assertThrows(IndexOutOfBoundsException.class, card.backend()::synchronize).getMessage());
        card.backend().synchronize();
    }

    @Test
    void aThreadThatIsHandedTheResultHearsOfIt() throws InterruptedException, ExecutionException {
        try (ExecutorService other = Executors.newSingleThreadExecutor();
                ExecutorService third = Executors.newSingleThreadExecutor()) {
            Tensor rows = index(0, 7);
            Future<Tensor> chosen = other.submit(() -> table.indexSelect(0, rows));
            try (Tensor handed = chosen.get()) {
                Future<Tensor> doubled = third.submit(() -> handed.mul(2));
                try (Tensor result = doubled.get()) {
                    assertEquals(OUTSIDE, assertThrows(IndexOutOfBoundsException.class, result::toFloats).getMessage());
                    assertArrayEquals(new float[] {2, 4, 0, 0}, result.toFloats());
                }
            }
            other.submit(card.backend()::synchronize).get();
        }
    }

    @Test
    void aThreadThatHasNothingToDoWithItIsLeftAlone() throws InterruptedException, ExecutionException {
        table.toFloats();
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            other.submit(() -> {
                try (Scope _ = Scope.open()) {
                    table.indexSelect(0, index(0, 7));
                }
            }).get();
            try (Tensor mine = floats(3)) {
                assertArrayEquals(new float[] {3}, mine.toFloats());
            }
            Throwable said = assertThrows(ExecutionException.class, other.submit(card.backend()::synchronize)::get);
            assertEquals(OUTSIDE, said.getCause().getMessage());
        }
    }
}

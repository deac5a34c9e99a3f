package dev.culebra.nn.data;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataLoaderTest {

    private final HostOnly memory = new HostOnly();
    private final Device device = memory.device();

    @AfterEach
    void nothingIsLeft() {
        assertEquals(0, memory.blocks());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 100})
    void visitsEveryExampleInOrder(int prefetch) {
        DataLoader loader = DataLoader.of(numbers(10), 4).prefetch(prefetch);
        assertEquals(3, loader.batches());
        assertEquals(10, loader.examples());
        List<long[]> batches = collect(loader, 0);
        assertArrayEquals(new long[] {0, 1, 2, 3}, batches.get(0));
        assertArrayEquals(new long[] {4, 5, 6, 7}, batches.get(1));
        assertArrayEquals(new long[] {8, 9}, batches.get(2));
        assertEquals(3, batches.size());
    }

    @Test
    void dropsALastBatchThatIsNotFull() {
        DataLoader loader = DataLoader.of(numbers(10), 4).dropLast();
        assertEquals(2, loader.batches());
        assertEquals(8, loader.examples());
        assertEquals(2, collect(loader, 0).size());
        assertEquals(0, collect(DataLoader.of(numbers(3), 4).dropLast(), 0).size());
        assertEquals(2, collect(DataLoader.of(numbers(8), 4).dropLast(), 0).size());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void shufflesEachEpochAnew(int prefetch) {
        DataLoader loader = DataLoader.of(numbers(100), 7).prefetch(prefetch).shuffle(5);
        long[] first = flatten(collect(loader, 0));
        assertArrayEquals(first, flatten(collect(loader, 0)));
        assertFalse(Arrays.equals(first, flatten(collect(loader, 1))));
        Arrays.sort(first);
        assertArrayEquals(LongStream.range(0, 100).toArray(), first);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void nothingToLoadIsAnEmptyEpoch(int prefetch) {
        try (Epoch epoch = DataLoader.of(numbers(0), 4).prefetch(prefetch).epoch(0, device)) {
            assertFalse(epoch.hasNext());
            var error = assertThrows(NoSuchElementException.class, epoch::next);
            assertEquals("epoch: had 0 batches", error.getMessage());
        }
    }

    @Test
    void aBatchBelongsToTheScopeThatIsOpenWhenItIsTaken() {
        try (Epoch epoch = DataLoader.of(numbers(10), 4).epoch(0, device)) {
            while (epoch.hasNext()) {
                try (Scope scope = Scope.open()) {
                    epoch.next();
                    assertEquals(2, scope.size());
                }
                assertEquals(0, memory.blocks());
            }
            assertEquals(3, epoch.taken());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aFailureArrivesInItsPlaceWithItsCause(int prefetch) {
        var cause = new IllegalStateException("row 5 is torn");
        Dataset torn = failing(10, 5, cause);
        try (Epoch epoch = DataLoader.of(torn, 2).prefetch(prefetch).epoch(3, device)) {
            epoch.next().close();
            epoch.next().close();
            DataException error = assertThrows(DataException.class, epoch::next);
            assertSame(cause, error.getCause());
            assertEquals("data loader: batch 2 of epoch 3 cannot be prepared: " + cause, error.getMessage());
            assertFalse(epoch.hasNext());
        }
    }

    @Test
    void anUploadThatFailsEndsTheEpoch() {
        memory.failAfterUploads(3);
        Epoch epoch = DataLoader.of(numbers(10), 2).epoch(0, device);
        epoch.next().close();
        assertThrows(IllegalStateException.class, epoch::next);
        assertFalse(epoch.hasNext());
    }

    @Test
    void closingHalfWayStopsThePreparation() {
        var trays = new TrayCount(numbers(1000));
        Epoch epoch = DataLoader.of(trays, 2).epoch(0, device);
        epoch.next().close();
        assertEquals(3, trays.open());
        epoch.close();
        assertEquals(0, trays.open());
        epoch.close();
        assertThrows(NoSuchElementException.class, epoch::next);
        assertTrue(trays.fills() <= 5, () -> trays.fills() + " batches were prepared for one that was taken");
    }

    @Test
    void anEpochThatRunsToItsEndClosesItself() {
        var trays = new TrayCount(numbers(10));
        Epoch epoch = DataLoader.of(trays, 4).prefetch(1).epoch(0, device);
        epoch.forEachRemaining(Batch::close);
        assertEquals(0, trays.open());
        assertEquals(3, trays.fills());
    }

    /** Waits for the garbage collector, at most half a minute. */
    @Test
    void anEpochThatIsAbandonedIsStopped() throws InterruptedException {
        var trays = new TrayCount(numbers(1000));
        abandon(trays);
        for (int i = 0; i < 600 && trays.open() > 0; i++) {
            System.gc();
            Thread.sleep(50);
        }
        assertEquals(0, trays.open());
    }

    private void abandon(Dataset dataset) {
        DataLoader.of(dataset, 2).epoch(0, device).next().close();
    }

    @Test
    void anInterruptedConsumerIsToldAndStaysInterrupted() {
        var gate = new CountDownLatch(1);
        Dataset blocked = Dataset.rows(10, number(), number(), (index, inputs, inputAt, targets, targetAt) -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new AssertionError("the loader's thread is never interrupted", e);
            }
        });
        Epoch epoch = DataLoader.of(blocked, 2).epoch(0, device);
        Thread.currentThread().interrupt();
        Thread.ofVirtual().start(() -> {
            sleepBriefly();
            gate.countDown();
        });
        DataException error = assertThrows(DataException.class, epoch::next);
        assertTrue(Thread.interrupted());
        assertEquals("data loader: interrupted while waiting for a batch", error.getMessage());
    }

    private static void sleepBriefly() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void refusesImpossibleSettings() {
        assertThrows(IllegalArgumentException.class, () -> DataLoader.of(numbers(1), 0));
        assertThrows(IllegalArgumentException.class, () -> DataLoader.of(numbers(1), 1).prefetch(-1));
    }

    private static Row number() {
        return new Row(DType.I64, Shape.scalar());
    }

    /** Inputs and targets are the examples' own numbers. */
    private static Dataset numbers(int size) {
        return failing(size, -1, new IllegalStateException());
    }

    private static Dataset failing(int size, int at, RuntimeException cause) {
        return Dataset.rows(size, number(), number(), (index, inputs, inputAt, targets, targetAt) -> {
            if (index == at) {
                throw cause;
            }
            inputs.set(JAVA_LONG, inputAt, index);
            targets.set(JAVA_LONG, targetAt, index);
        });
    }

    private List<long[]> collect(DataLoader loader, long number) {
        List<long[]> batches = new ArrayList<>();
        try (Epoch epoch = loader.epoch(number, device)) {
            assertEquals(loader.batches(), epoch.batches());
            for (Batch batch : epoch) {
                try (batch) {
                    assertArrayEquals(batch.inputs().toLongs(), batch.targets().toLongs());
                    batches.add(batch.inputs().toLongs());
                }
            }
        }
        return batches;
    }

    private static long[] flatten(List<long[]> batches) {
        return batches.stream().flatMapToLong(Arrays::stream).toArray();
    }
}

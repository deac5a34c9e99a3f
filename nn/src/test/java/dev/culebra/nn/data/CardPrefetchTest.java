package dev.culebra.nn.data;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.DeviceException;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches for a card are sent to it ahead, by the loader's thread and on its stream. */
class CardPrefetchTest {
    private static final int AHEAD = 3;

    private final Device card = card();
    private final long before = card.memory().blocks();
    private final Dataset numbers = Dataset.rows(40, new Row(DType.F32, Shape.of(2)), new Row(DType.I64, Shape.of()), (
            index, inputs, inputAt, targets, targetAt) -> {
        inputs.set(JAVA_FLOAT, inputAt, index);
        inputs.set(JAVA_FLOAT, inputAt + 4, -index);
        targets.set(JAVA_LONG, targetAt, index);
    });

    private static Device card() {
        try {
            return Device.of("cuda-emulated");
        } catch (DeviceException missing) {
            assumeTrue(false, missing.getMessage());
            throw missing;
        }
    }

    @AfterEach
    void nothingIsLeft() {
        assertEquals(before, card.memory().blocks());
    }

    /** Half a minute at most. */
    private static void await(long expected, LongSupplier value) {
        for (int i = 0; i < 3000 && value.getAsLong() != expected; i++) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        assertEquals(expected, value.getAsLong());
    }

    @Test
    void batchesAreOnTheCardBeforeTheyAreAskedFor() {
        try (Epoch epoch = DataLoader.of(numbers, 4).prefetch(AHEAD).epoch(0, card)) {
            await(before + 2 * (AHEAD + 1), () -> card.memory().blocks());
            for (int batch = 0; batch < 10; batch++) {
                try (Batch taken = epoch.next(); Tensor doubled = taken.inputs().mul(2)) {
                    float first = 8 * batch;
                    assertArrayEquals(new float[] {first, -first, first + 2, -first - 2, first + 4, -first - 4, first
                            + 6,
                        -first - 6}, doubled.toFloats(), 0);
                    assertArrayEquals(new long[] {4 * batch, 4 * batch + 1, 4 * batch + 2, 4 * batch + 3}, taken
                            .targets().toLongs());
                }
            }
        }
    }

    @Test
    void whatWasSentAndNotTakenIsFreed() {
        try (Epoch epoch = DataLoader.of(numbers.subset(0, 9, 3, 5, 7), 2).prefetch(1).epoch(0, card)) {
            await(before + 4, () -> card.memory().blocks());
            epoch.next().close();
        }
    }

    @Test
    void withoutPrefetchingABatchIsMadeWhenItIsAskedFor() {
        try (Epoch epoch = DataLoader.of(numbers, 4).prefetch(0).epoch(0, card)) {
            assertEquals(before, card.memory().blocks());
            epoch.next().close();
        }
    }
}

package dev.culebra.nn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.ShapeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatasetTest {

    private final HostOnly memory = new HostOnly();
    private final Device device = memory.device();
    private final Dataset images = Dataset
            .of(new LabelledImages(3, 1, 2, 10, new byte[] {0, -1, 51, 102, 4, 5}, new byte[] {7, 9, 0}));

    @AfterEach
    void nothingIsLeft() {
        assertEquals(0, memory.blocks());
    }

    @Test
    void imagesBecomeRowsFromZeroToOne() {
        try (Batch batch = images.batch(device, 1, 0, 1)) {
            assertEquals(3, batch.size());
            assertEquals(Shape.of(3, 2), batch.inputs().shape());
            assertEquals(DType.F32, batch.inputs().dtype());
            assertArrayEquals(new float[] {51 / 255f, 102 / 255f, 0, 1, 51 / 255f, 102 / 255f}, floats(batch));
            assertEquals(Shape.of(3), batch.targets().shape());
            assertArrayEquals(new long[] {9, 7, 9}, batch.targets().toLongs());
        }
    }

    @Test
    void anEmptyBatchIsABatch() {
        try (Batch batch = images.batch(device)) {
            assertEquals(Shape.of(0, 2), batch.inputs().shape());
            assertEquals(0, batch.size());
        }
    }

    @Test
    void refusesNumbersItDoesNotHave() {
        var error = assertThrows(IndexOutOfBoundsException.class, () -> images.batch(device, 0, 3));
        assertEquals("dataset: no example 3; there are 3", error.getMessage());
        assertThrows(IndexOutOfBoundsException.class, () -> images.batch(device, -1));
    }

    @Test
    void mapFreesWhatItMakesOnTheWay() {
        Dataset mapped = images.map(batch -> {
            batch.inputs().transpose();
            return new Batch(batch.inputs().reshape(-1, 1, 2), batch.targets());
        });
        assertEquals(3, mapped.size());
        try (Batch batch = mapped.batch(device, 2)) {
            assertEquals(Shape.of(1, 1, 2), batch.inputs().shape());
            assertArrayEquals(new float[] {4 / 255f, 5 / 255f}, floats(batch));
            assertEquals(2, memory.blocks());
        }
    }

    @Test
    void aBatchBelongsToTheOpenScope() {
        Dataset mapped = images.map(batch -> batch);
        try (Scope scope = Scope.open()) {
            images.batch(device, 0);
            mapped.batch(device, 0);
            assertEquals(4, scope.size());
        }
    }

    @Test
    void mapThatFailsLeavesNothing() {
        Dataset mapped = images.map(_ -> {
            throw new IllegalStateException("no");
        });
        assertThrows(IllegalStateException.class, () -> mapped.batch(device, 0));
    }

    @Test
    void uploadThatFailsLeavesNothing() {
        memory.failAfterUploads(1);
        assertThrows(IllegalStateException.class, () -> images.batch(device, 0));
    }

    @Test
    void subsetsNest() {
        Dataset subset = images.subset(2, 1, 1).subset(0, 2);
        assertEquals(2, subset.size());
        try (Batch batch = subset.batch(device, 1, 0)) {
            assertArrayEquals(new long[] {9, 0}, batch.targets().toLongs());
        }
        assertThrows(IndexOutOfBoundsException.class, () -> images.subset(3));
        assertThrows(IndexOutOfBoundsException.class, () -> subset.batch(device, 2));
    }

    @Test
    void batchesHaveAsManyTargetsAsInputs() {
        try (Scope scope = Scope.open()) {
            Batch batch = images.batch(device, 0, 1);
            var error = assertThrows(ShapeException.class,
                    () -> new Batch(batch.inputs(), batch.targets().slice(0, 0, 1)));
            assertEquals("batch: inputs and targets must have as many rows: inputs [2, 2], targets [1]",
                    error.getMessage());
            assertThrows(ShapeException.class, () -> new Batch(batch.targets().select(0, 0), batch.targets()));
            assertEquals(4, scope.size());
        }
    }

    private static float[] floats(Batch batch) {
        return batch.inputs().toFloats();
    }
}

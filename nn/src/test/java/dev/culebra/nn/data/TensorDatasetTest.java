package dev.culebra.nn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.ShapeException;
import dev.culebra.engine.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorDatasetTest {

    private final HostOnly memory = new HostOnly();
    private final Device device = memory.device();

    @AfterEach
    void nothingIsLeft() {
        assertEquals(0, memory.blocks());
    }

    @Test
    void takesRowsWhereTheyLie() {
        try (Scope scope = Scope.open()) {
            Dataset dataset = Dataset.of(tensor(Shape.of(3, 1, 2), 1, 2, 3, 4, 5, 6), tensor(Shape.of(3), 10, 20, 30));
            assertEquals(3, dataset.size());
            try (Batch batch = dataset.batch(device, 2, 0, 2)) {
                assertEquals(Shape.of(3, 1, 2), batch.inputs().shape());
                assertArrayEquals(new float[] {5, 6, 1, 2, 5, 6}, batch.inputs().toFloats());
                assertArrayEquals(new float[] {30, 10, 30}, batch.targets().toFloats());
                assertEquals(4, scope.size());
            }
            assertEquals(2, memory.blocks());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void epochsOverTensors(int prefetch) {
        try (Scope _ = Scope.open()) {
            Tensor numbers = tensor(Shape.of(5, 1), 0, 1, 2, 3, 4);
            List<Float> seen = new ArrayList<>();
            for (Batch batch : DataLoader.of(Dataset.of(numbers, numbers), 2).prefetch(prefetch).epoch(0, device)) {
                for (float value : batch.inputs().toFloats()) {
                    seen.add(value);
                }
            }
            assertEquals(List.of(0f, 1f, 2f, 3f, 4f), seen);
        }
    }

    @Test
    void refusesTensorsWithoutCommonRows() {
        try (Scope _ = Scope.open()) {
            Tensor three = tensor(Shape.of(3), 1, 2, 3);
            Tensor two = tensor(Shape.of(2), 1, 2);
            assertThrows(ShapeException.class, () -> Dataset.of(three, two));
        }
    }

    private Tensor tensor(Shape shape, float... values) {
        return Tensor.copyOf(MemorySegment.ofArray(values), shape, DType.F32, device);
    }
}

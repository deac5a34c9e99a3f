package dev.culebra.nn.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.Loss;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.data.DataException;
import dev.culebra.nn.train.Sgd;
import dev.culebra.nn.train.State;
import dev.culebra.nn.train.StateException;
import dev.culebra.nn.train.Trainer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

    @TempDir
    Path directory;

    @Test
    void keepsTensorsAndNumbersAsTheyAre() {
        Path file = directory.resolve("c");
        SequencedMap<String, Number> numbers = new LinkedHashMap<>();
        numbers.put("epoch", 3L);
        numbers.put("drawn", Long.MAX_VALUE);
        numbers.put("below", -1L);
        numbers.put("third", 1 / 3.0);
        numbers.put("whole", 2.0);
        numbers.put("small", Double.MIN_VALUE);
        numbers.put("best", Double.NEGATIVE_INFINITY);
        numbers.put("none", Double.NaN);
        try (Scope _ = Scope.open()) {
            SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
            tensors.put("b", Tensor.of(0.1f, Float.MIN_VALUE));
            tensors.put("a", Tensor.of(Shape.scalar(), new double[] {1 / 3.0}));
            Checkpoint.write(file, new State(tensors, numbers));
        }
        try (State read = Checkpoint.read(file, Device.standard())) {
            assertEquals(numbers, read.numbers());
            assertEquals(List.of("b", "a"), List.copyOf(read.tensors().keySet()));
            assertArrayEquals(new float[] {0.1f, Float.MIN_VALUE}, read.tensors().get("b").toFloats());
            assertEquals(1 / 3.0, read.tensors().get("a").item());
        }
    }

    @Test
    void namesTheFirstParameterOfAnotherModelThatDiffers() {
        Path file = directory.resolve("c");
        try (Sequential narrow = WeightsTest.model(1, 3); var sgd = sgd(narrow)) {
            Checkpoint.write(file, new Trainer(narrow, Loss.crossEntropy(), sgd).state());
        }
        try (Sequential wide = WeightsTest.model(1, 5);
                var sgd = sgd(wide);
                State state = Checkpoint.read(file, Device.standard())) {
            var trainer = new Trainer(wide, Loss.crossEntropy(), sgd);
            assertEquals("model: 0.weight differs: here [5, 4] F32, in the state [3, 4] F32", assertThrows(
                    StateException.class, () -> trainer.restore(state)).getMessage());
        }
    }

    private static Sgd sgd(Sequential model) {
        return new Sgd(model.parameters().values(), 0.1, 0.9, 0);
    }

    @Test
    void refusesOtherFiles() {
        Path file = directory.resolve("c");
        try (Scope _ = Scope.open()) {
            Safetensors.write(file, Map.of("a", Tensor.of(1f)));
            assertEquals("safetensors: c: is no checkpoint: its texts have no format \"culebra checkpoint 1\"",
                    failure(file));
            Safetensors.write(file, Map.of("a", Tensor.of(1f)), Map.of("format", "culebra checkpoint 1", "number.epoch",
                    "three"));
            assertEquals("safetensors: c: \"number.epoch\" is no number but \"three\"", failure(file));
            Safetensors.write(file, Map.of("a", Tensor.of(1f)), Map.of("format", "culebra checkpoint 1", "number.epoch",
                    "9223372036854775808"));
            assertEquals("safetensors: c: \"number.epoch\" is no number but \"9223372036854775808\"", failure(file));
        }
        Path missing = directory.resolve("missing");
        assertEquals("safetensors: missing: no such file: " + missing, failure(missing));
    }

    private static String failure(Path file) {
        return assertThrows(DataException.class, () -> Checkpoint.read(file, Device.standard())).getMessage();
    }
}

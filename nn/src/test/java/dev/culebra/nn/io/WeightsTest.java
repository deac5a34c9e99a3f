package dev.culebra.nn.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.Window;
import dev.culebra.nn.Activation;
import dev.culebra.nn.BatchNorm;
import dev.culebra.nn.Conv2d;
import dev.culebra.nn.Flatten;
import dev.culebra.nn.Init;
import dev.culebra.nn.LayerNorm;
import dev.culebra.nn.Linear;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.data.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class WeightsTest {

    @TempDir
    Path directory;

    @Test
    void givesPyTorchsAnswersByName() {
        answersAsPyTorch("model.safetensors", Weights::load);
    }

    @Test
    void takesOverBuffersToo() {
        var random = new RandomStream(1);
        Window window = new Window(new Window.Side(3, 1, 1, 1), new Window.Side(3, 1, 1, 1));
        try (Scope _ = Scope.open();
                Sequential model = Sequential.of(new Conv2d(1, 2, window, random), new BatchNorm(2), Activation.relu(),
                        new Flatten(), new Linear(32, 3, random), new LayerNorm(Shape.of(3)))) {
            Path file = Resources.copy("convolution.safetensors", directory);
            Map<String, Tensor> answers =
                    Npz.read(Resources.copy("convolution-answers.npz", directory), Device.standard());
            for (BiConsumer<Path, Sequential> load : List.<BiConsumer<Path, Sequential>>of(Weights::load,
                    Weights::loadByPosition)) {
                load.accept(file, model);
                // Some 50 roundings of numbers near 1.
                assertArrayEquals(answers.get("y").toFloats(), model.predict(answers.get("x")).toFloats(),
                        50 * Math.ulp(1f));
            }
        }
    }

    @Test
    void givesPyTorchsAnswersByPosition() {
        answersAsPyTorch("model-named.safetensors", Weights::loadByPosition);
        answersAsPyTorch("model.safetensors", Weights::loadByPosition);
    }

    private void answersAsPyTorch(String name, BiConsumer<Path, Sequential> load) {
        try (Scope _ = Scope.open(); Sequential model = model(2, 3)) {
            load.accept(Resources.copy(name, directory), model);
            Map<String, Tensor> answers = Npz.read(Resources.copy("model-answers.npz", directory), Device.standard());
            // A few roundings of numbers near 1.
            assertArrayEquals(answers.get("y").toFloats(), model.predict(answers.get("x")).toFloats(),
                    4 * Math.ulp(1f));
        }
    }

    @Test
    void readsWhatItWrote() {
        Path file = directory.resolve("m");
        try (Sequential one = model(1, 3); Sequential two = model(2, 3)) {
            Weights.save(file, one);
            Weights.load(file, two);
            for (String name : one.parameters().sequencedKeySet()) {
                assertArrayEquals(one.parameters().get(name).value().toFloats(), two.parameters().get(name).value()
                        .toFloats(), name);
            }
        }
    }

    @Test
    void namesTheFirstParameterThatDiffers() {
        Path file = directory.resolve("m");
        try (Sequential narrow = model(1, 3); Sequential wide = model(2, 5)) {
            Weights.save(file, narrow);
            float[] before = wide.parameters().get("0.bias").value().toFloats();
            assertEquals("safetensors: m: tensor \"0.weight\" is [3, 4] F32, the model's is [5, 4] F32",
                    failure(() -> Weights
                            .load(file, wide)));
            assertEquals("safetensors: m: tensor \"0.weight\" is [3, 4] F32, the model's is [5, 4] F32",
                    failure(() -> Weights
                            .loadByPosition(file, wide)));
            assertArrayEquals(before, wide.parameters().get("0.bias").value().toFloats());
        }
        var random = new RandomStream(1);
        try (Sequential longer = Sequential.of(new Linear(4, 3, random), Activation.relu(), new Linear(3, 2, random),
                new Linear(2, 2, random)); Sequential shorter = Sequential.of(new Linear(4, 3, random))) {
            assertEquals("safetensors: m: has no tensor \"3.weight\", which the model has: [2, 2] F32; the file has "
                    + "\"0.weight\", \"0.bias\", \"2.weight\", \"2.bias\"", failure(() -> Weights.load(file, longer)));
            assertEquals("safetensors: m: has parameters of 2 layers, the model has them in 3", failure(() -> Weights
                    .loadByPosition(file, longer)));
            assertEquals("safetensors: m: tensor \"2.weight\" [2, 3] F32 is more than the model has",
                    failure(() -> Weights
                            .load(file, shorter)));
        }
        try (Linear precise = new Linear(4, 3, Init.fanIn(), random, DType.F64, Device.standard())) {
            assertEquals("safetensors: half.safetensors: tensor \"weight\" is [3, 4] F32, the model's is [3, 4] F64",
                    failure(
                            () -> {
                                Path half = directory.resolve("half.safetensors");
                                try (Linear single = new Linear(4, 3, random)) {
                                    Weights.save(half, single);
                                }
                                Weights.load(half, precise);
                            }));
        }
    }

    @Test
    void passesOverPyTorchsCounters() {
        Path file = directory.resolve("m");
        try (Scope _ = Scope.open(); Linear layer = new Linear(1, 1, new RandomStream(1))) {
            Tensor count = Tensor.of(Shape.scalar(), new long[] {9});
            Safetensors.write(file, Map.of("weight", Tensor.of(Shape.of(1, 1), 3), "bias", Tensor.of(4f),
                    "num_batches_tracked", count));
            Weights.load(file, layer);
            assertEquals(3, layer.weight().value().item());
            assertEquals(4, layer.bias().value().item());
        }
    }

    @Test
    void countsNumbersInNamesAsNumbers() {
        Path file = directory.resolve("m");
        try (Scope _ = Scope.open()) {
            Safetensors.write(file, new TreeMap<>(Map.of("l2.w", Tensor.of(2f), "l10.w", Tensor.of(10f), "l1.w", Tensor
                    .of(1f))));
            try (Safetensors read = Safetensors.open(file)) {
                assertEquals(Map.of("0.w", "l1.w", "1.w", "l2.w", "2.w", "l10.w"), Positions.match(read, List.of("0.w",
                        "1.w", "2.w")));
            }
        }
    }

    @Test
    void aWriteThatFailsLeavesTheOldFile() throws Exception {
        Path file = directory.resolve("m");
        Sequential model = model(1, 3);
        Weights.save(file, model);
        byte[] before = Files.readAllBytes(file);
        model.close();
        assertThrows(IllegalStateException.class, () -> Weights.save(file, model));
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    static Sequential model(long seed, int hidden) {
        var random = new RandomStream(seed);
        return Sequential.of(new Linear(4, hidden, random), Activation.relu(), new Linear(hidden, 2, random));
    }

    private static String failure(Executable executable) {
        return assertThrows(DataException.class, executable).getMessage();
    }
}

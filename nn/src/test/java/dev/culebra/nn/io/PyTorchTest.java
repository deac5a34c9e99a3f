package dev.culebra.nn.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.culebra.engine.Device;
import dev.culebra.engine.Distribution;
import dev.culebra.engine.DType;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.Sequential;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Files go to PyTorch and back, by {@code src/test/python/load_weights.py}. */
@EnabledIfSystemProperty(named = "culebra.python", matches = ".+",
        disabledReason = "-Dculebra.python names no Python with torch, numpy and safetensors")
class PyTorchTest {

    @TempDir
    Path directory;

    @Test
    void answersAsThisModelDoesAndThisModelAnswersAsIt() throws Exception {
        var random = new RandomStream(3);
        try (Scope _ = Scope.open(); Sequential model = WeightsTest.model(1, 3);
                Sequential twice = WeightsTest.model(2, 3)) {
            Tensor inputs = Tensor.random(new Distribution.Normal(0, 1), Shape.of(7, 4), DType.F32, random, Device
                    .standard());
            Weights.save(directory.resolve("saved.safetensors"), model);
            Npy.write(directory.resolve("inputs.npy"), inputs);
            Process python = new ProcessBuilder(System.getProperty("culebra.python"), "src/test/python/load_weights.py",
                    directory.toString()).redirectErrorStream(true).start();
            String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, python.waitFor(), said);

            Tensor answers = Npz.read(directory.resolve("answers.npz"), Device.standard()).get("answers");
            // A few roundings of numbers near 1.
            assertArrayEquals(model.predict(inputs).toFloats(), answers.toFloats(), 4 * Math.ulp(1f));
            Weights.load(directory.resolve("doubled.safetensors"), twice);
            model.parameters().forEach((name, parameter) -> assertArrayEquals(parameter.value().mul(2).toFloats(), twice
                    .parameters().get(name).value().toFloats(), name));
        }
    }
}

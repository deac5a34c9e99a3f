package dev.culebra.nn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.Device;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.Activation;
import dev.culebra.nn.Linear;
import dev.culebra.nn.Loss;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.data.DataLoader;
import dev.culebra.nn.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateFinderTest {
    private static final int EXAMPLES = 64;

    private static List<float[]> values(State state) {
        return state.tensors().values().stream().map(Tensor::toFloats).toList();
    }

    @Test
    void findsARateAtWhichTheLossFallsAndRestoresEverything() {
        long before = Device.standard().memory().usedBytes();
        float[] points = new float[2 * EXAMPLES];
        IntStream.range(0, points.length).forEach(i -> points[i] = (float) Math.sin(3 * i));
        float[] targets = new float[EXAMPLES];
        IntStream.range(0, EXAMPLES).forEach(i -> targets[i] = points[2 * i] - 2 * points[2 * i + 1]);
        RandomStream random = new RandomStream(4);
        try (Tensor inputs = Tensor.of(Shape.of(EXAMPLES, 2), points);
                Tensor wanted = Tensor.of(Shape.of(EXAMPLES, 1), targets);
                Sequential model = Sequential.of(new Linear(2, 16, random), Activation.tanh(), new Linear(16, 1,
                        random));
                Adam adam = new Adam(model.parameters(), AdamSettings.ofAdam().rate(0.003))) {
            Trainer trainer = new Trainer(model, Loss.meanSquaredError(), adam).with("random", random);
            DataLoader loader = DataLoader.of(Dataset.of(inputs, wanted), 16).shuffle(2);
            List<float[]> earlier = values(trainer.state());
            var numbers = trainer.state().numbers();

            RateCurve curve = RateFinder.standard().run(trainer, loader);

            List<float[]> later = values(trainer.state());
            for (int i = 0; i < earlier.size(); i++) {
                assertTrue(Arrays.equals(earlier.get(i), later.get(i)), "tensor " + i);
            }
            assertEquals(numbers, trainer.state().numbers());
            assertTrue(model.parameters().values().stream().allMatch(parameter -> parameter.gradient().isEmpty()));
            assertEquals(1e-7, curve.points().getFirst().rate(), 1e-20);
            assertTrue(curve.points().size() > 50, () -> "points " + curve.points().size());
            double suggested = curve.suggestion().orElseThrow();
            assertTrue(suggested > 1e-4 && suggested < 1, "suggested " + suggested);
        }
        assertEquals(before, Device.standard().memory().usedBytes());
    }

    @Test
    void suggestsTheSteepestPointBeforeTheMinimum() {
        double[] losses = {5, 5, 5, 5, 5, 5, 4.9, 4, 3.8, 3.7, 8};
        List<RateCurve.Point> points = new ArrayList<>();
        for (int i = 0; i < losses.length; i++) {
            points.add(new RateCurve.Point(Math.pow(10, i - 10), losses[i], losses[i]));
        }
        assertEquals(Math.pow(10, -3), new RateCurve(points).suggestion().orElseThrow());
        assertEquals(OptionalDouble.empty(), new RateCurve(points.subList(0, 6)).suggestion());
        assertEquals(OptionalDouble.empty(), new RateCurve(List.of()).suggestion());
    }

    @Test
    void rejectsNumbersThatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> new RateFinder(0, 1, 10, 4));
        assertThrows(IllegalArgumentException.class, () -> new RateFinder(1, 1, 10, 4));
        assertThrows(IllegalArgumentException.class, () -> new RateFinder(0.1, 1, 1, 4));
        assertThrows(IllegalArgumentException.class, () -> new RateFinder(0.1, 1, 10, 1));
    }
}

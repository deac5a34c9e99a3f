package dev.culebra.nn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.Device;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.Activation;
import dev.culebra.nn.Layer;
import dev.culebra.nn.Linear;
import dev.culebra.nn.Loss;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.autograd.Variable;
import dev.culebra.nn.data.Batch;
import dev.culebra.nn.data.DataLoader;
import dev.culebra.nn.data.Dataset;
import dev.culebra.nn.data.Epoch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrainerTest {
    private final List<Tensor> data = new ArrayList<>();

    @AfterEach
    void closeData() {
        data.forEach(Tensor::close);
    }

    private static Sequential model() {
        RandomStream random = new RandomStream(7);
        return Sequential.of(new Linear(2, 8, random), Activation.tanh(), new Linear(8, 2, random));
    }

    /** Points of the plane, class 1 where the coordinates have one sign: not linearly separable. */
    private Dataset quadrants(int n) {
        SplittableRandom random = new SplittableRandom(3);
        float[] points = new float[2 * n];
        long[] classes = new long[n];
        for (int i = 0; i < n; i++) {
            points[2 * i] = (float) random.nextDouble(-1, 1);
            points[2 * i + 1] = (float) random.nextDouble(-1, 1);
            classes[i] = points[2 * i] * points[2 * i + 1] > 0 ? 1 : 0;
        }
        data.add(Tensor.of(Shape.of(n, 2), points));
        data.add(Tensor.of(Shape.of(n), classes));
        return Dataset.of(data.get(data.size() - 2), data.getLast());
    }

    @Test
    void learnsWhatALinearModelCannot() {
        DataLoader loader = DataLoader.of(quadrants(400), 32).shuffle(1);
        try (Sequential model = model(); Sgd sgd = new Sgd(model.parameters().values(), 0.5, 0.9, 0)) {
            Trainer trainer = new Trainer(model, Loss.crossEntropy(), sgd, Metric.accuracy());
            double before = trainer.evaluate(loader).metrics().get("accuracy");
            List<EpochReport> epochs = trainer.fit(loader, Optional.of(loader), 30, TrainingListener.SILENT);
            double after = epochs.getLast().validation().orElseThrow().metrics().get("accuracy");
            assertTrue(before < 0.75 && after > 0.95, "accuracy %s → %s".formatted(before, after));
            assertEquals(30, epochs.size());
        }
    }

    @Test
    void doesTheSameAsTheLoopByHand() {
        DataLoader loader = DataLoader.of(quadrants(100), 16).shuffle(1);
        float[] byTrainer;
        try (Sequential model = model(); Sgd sgd = new Sgd(model.parameters().values(), 0.1)) {
            new Trainer(model, Loss.crossEntropy(), sgd).fit(loader, Optional.empty(), 2, TrainingListener.SILENT);
            byTrainer = model.parameters().firstEntry().getValue().value().toFloats();
        }
        try (Sequential model = model(); Sgd sgd = new Sgd(model.parameters().values(), 0.1)) {
            byHand(model, sgd, loader);
            assertArrayEquals(byTrainer, model.parameters().firstEntry().getValue().value().toFloats());
        }
    }

    private static void byHand(Layer model, Optimizer optimizer, DataLoader train) {
        for (int epoch = 0; epoch < 2; epoch++) {
            try (Epoch batches = train.epoch(epoch)) {
                while (batches.hasNext()) {
                    try (Scope _ = Scope.open()) {
                        Batch batch = batches.next();
                        Variable prediction = model.forward(Variable.constant(batch.inputs()));
                        Variable loss = prediction.crossEntropy(batch.targets());
                        optimizer.clearGradients();
                        loss.backward();
                        optimizer.step();
                    }
                }
            }
        }
    }

    /** Twice half a batch, the last one alone, rounded otherwise: sums of 16 terms below 1 differ by some 16·2⁻²⁴. */
    @Test
    void severalBatchesMakeTheStepOfALargeOne() {
        Dataset examples = quadrants(40);
        float[] large = trained(DataLoader.of(examples, 16), 1);
        float[] small = trained(DataLoader.of(examples, 8), 2);
        assertArrayEquals(large, small, 16 * 0x1p-24f * 6);
    }

    private static float[] trained(DataLoader loader, int accumulated) {
        List<StepReport> steps = new ArrayList<>();
        TrainingListener counting = new TrainingListener() {
            @Override
            public void stepped(StepReport step) {
                steps.add(step);
            }
        };
        try (Sequential model = model(); Sgd sgd = new Sgd(model.parameters(), 0.1)) {
            new Trainer(model, Loss.crossEntropy(), sgd).accumulate(accumulated).fit(loader, Optional.empty(), 2,
                    counting);
            assertEquals(List.of(16, 16, 8, 16, 16, 8), steps.stream().map(StepReport::examples).toList());
            assertEquals(List.of(1, 2, 3, 1, 2, 3), steps.stream().map(StepReport::step).toList());
            assertEquals(3, steps.getFirst().steps());
            return model.parameters().firstEntry().getValue().value().toFloats();
        }
    }

    @Test
    void showsPredictionsWhileItEvaluates() {
        DataLoader loader = DataLoader.of(quadrants(50), 16);
        Confusion confusion = new Confusion(2);
        try (Sequential model = model(); Sgd sgd = new Sgd(model.parameters(), 0.1)) {
            Trainer trainer = new Trainer(model, Loss.crossEntropy(), sgd, Metric.accuracy());
            double accuracy = trainer.evaluate(loader, confusion).metrics().get("accuracy");
            assertEquals(accuracy, confusion.accuracy());
            assertEquals(50, confusion.count(0, 0) + confusion.count(0, 1) + confusion.count(1, 0) + confusion.count(1,
                    1));
        }
    }

    @Test
    void stopsWhenTheListenerSaysSo() {
        DataLoader loader = DataLoader.of(quadrants(10), 5);
        TrainingListener twice = new TrainingListener() {
            @Override
            public boolean goesOn(EpochReport epoch) {
                return epoch.number() < 2;
            }
        };
        try (Sequential model = model(); Sgd sgd = new Sgd(model.parameters().values(), 0.1)) {
            List<EpochReport> epochs =
                    new Trainer(model, Loss.crossEntropy(), sgd).fit(loader, Optional.empty(), 9, twice);
            assertEquals(2, epochs.size());
        }
    }

    @Test
    void aDivergedTrainingKeepsTheLastFinishedEpoch() {
        DataLoader loader = DataLoader.of(quadrants(40), 10);
        try (Sequential model = model(); Sgd sgd = new Sgd(model.parameters().values(), 0.1)) {
            Trainer trainer = new Trainer(model, Loss.crossEntropy(), sgd);
            float[][] afterFirst = new float[1][];
            TrainingListener poison = new TrainingListener() {
                @Override
                public void stepped(StepReport step) {
                    if (step.epoch() == 2 && step.step() == 2) {
                        sgd.learningRate(1e38);
                    }
                }

                @Override
                public boolean goesOn(EpochReport epoch) {
                    afterFirst[0] = model.parameters().firstEntry().getValue().value().toFloats();
                    return true;
                }
            };
            DivergedException diverged = assertThrows(DivergedException.class, () -> trainer.fit(loader, Optional
                    .empty(), 3, poison));
            assertTrue(diverged.getMessage().matches("training: the loss became \\S+ at step 4 of epoch 2; "
                    + "the parameters are those after epoch 1"), diverged.getMessage());
            assertEquals(1, diverged.finished().size());
            assertArrayEquals(afterFirst[0], model.parameters().firstEntry().getValue().value().toFloats());
        }
    }

    @Test
    void holdsNoMoreMemoryAfterAThousandStepsThanAfterTen() {
        try (Sequential model = model();
                Sgd sgd = new Sgd(model.parameters().values(), 0.01, 0.9, 0);
                Batch batch = quadrants(64).batch(Device.standard(), 0, 1, 2, 3, 4, 5, 6)) {
            Trainer trainer = new Trainer(model, Loss.crossEntropy(), sgd);
            long afterTen = 0;
            for (int step = 1; step <= 1000; step++) {
                trainer.step(batch);
                if (step == 10) {
                    afterTen = Device.standard().memory().usedBytes() + Device.standard().memory().spareBytes();
                }
            }
            assertEquals(afterTen, Device.standard().memory().usedBytes() + Device.standard().memory().spareBytes());
        }
    }
}

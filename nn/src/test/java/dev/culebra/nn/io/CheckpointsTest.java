package dev.culebra.nn.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.Loss;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.data.DataException;
import dev.culebra.nn.data.DataLoader;
import dev.culebra.nn.data.Dataset;
import dev.culebra.nn.train.EarlyStopping;
import dev.culebra.nn.train.EpochReport;
import dev.culebra.nn.train.Evaluation;
import dev.culebra.nn.train.Goal;
import dev.culebra.nn.train.Sgd;
import dev.culebra.nn.train.State;
import dev.culebra.nn.train.StepReport;
import dev.culebra.nn.train.Trainer;
import dev.culebra.nn.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    private static final int EPOCHS = 4;

    @TempDir
    private Path directory = Path.of(".");

    /** A training of 3 steps an epoch, that was made anew. */
    private static final class Run implements AutoCloseable {
        final Sequential model = WeightsTest.model(1, 3);
        final Sgd sgd = new Sgd(model.parameters().values(), 0.1, 0.9, 0);
        final Trainer trainer = new Trainer(model, Loss.meanSquaredError(), sgd);
        final Tensor inputs;
        final Tensor targets;
        final DataLoader loader;

        Run() {
            try (Scope scope = Scope.open()) {
                inputs = scope.keep(Tensor.of(Shape.of(6, 4), values(24)));
                Tensor answers = model.predict(inputs);
                targets = scope.keep(answers.sin());
            }
            loader = DataLoader.of(Dataset.of(inputs, targets), 2).shuffle(3);
        }

        private static float[] values(int count) {
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = (float) Math.cos(i);
            }
            return values;
        }

        void fit(TrainingListener... listeners) {
            trainer.fit(loader, Optional.of(loader), EPOCHS, TrainingListener.of(listeners));
        }

        float[] weights() {
            return model.parameters().firstEntry().getValue().value().toFloats();
        }

        @Override
        public void close() {
            List.of(inputs, targets).forEach(Tensor::close);
            sgd.close();
            model.close();
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static EpochReport epoch(int number, double accuracy) {
        return new EpochReport(number, 1, Optional.of(new Evaluation(1, Map.of("accuracy", accuracy))), 1);
    }

    @Test
    void keepsTheNewestAndTheBest() throws IOException {
        double[] accuracies = {0.5, 0.8, 0.6, 0.7};
        try (Run run = new Run()) {
            Checkpoints checkpoints = Checkpoints.of(run.trainer, directory).keepLast(2).keepBest(Goal.largest(
                    "accuracy"));
            assertEquals(Optional.empty(), checkpoints.best());
            for (int i = 0; i < accuracies.length; i++) {
                checkpoints.stepping(3L * i + 2);
                checkpoints.stepped(new StepReport(i + 1, 3, 3, 1, 2));
                run.sgd.learningRate(i);
                checkpoints.goesOn(epoch(i + 1, accuracies[i]));
            }
            assertEquals(List.of("best.safetensors", "step-0000000009.safetensors", "step-0000000012.safetensors"),
                    files());
            try (State best = Checkpoint.read(checkpoints.best().orElseThrow(), Device.standard())) {
                assertEquals(1, best.number("test", "optimizer.rate").doubleValue());
                assertEquals(0.8, best.number("test", "checkpoints.best"));
            }
        }
    }

    @Test
    void aTrainingGoesOnFromTheNewest() throws IOException {
        float[] expected;
        try (Run whole = new Run(); EarlyStopping stopping = stopping(whole)) {
            whole.fit(stopping);
            expected = whole.weights();
        }
        try (Run first = new Run(); EarlyStopping stopping = stopping(first)) {
            Checkpoints checkpoints = Checkpoints.of(first.trainer, directory).everySteps(2);
            assertFalse(checkpoints.resume());
            TrainingListener crash = new TrainingListener() {
                @Override
                public void stepping(long steps) {
                    if (steps == 9) {
                        throw new CancellationException();
                    }
                }
            };
            assertThrows(CancellationException.class, () -> first.fit(stopping, checkpoints, crash));
            assertEquals(List.of("step-0000000009.safetensors"), files());
        }
        try (Run second = new Run(); EarlyStopping stopping = stopping(second)) {
            Checkpoints checkpoints = Checkpoints.of(second.trainer, directory).everySteps(2);
            assertTrue(checkpoints.resume());
            second.fit(stopping, checkpoints);
            assertArrayEquals(expected, second.weights());
            assertEquals(List.of("step-0000000012.safetensors"), files());
        }
    }

    private static EarlyStopping stopping(Run run) {
        EarlyStopping stopping = new EarlyStopping(run.model, Goal.validationLoss(), 2);
        run.trainer.with("early stopping", stopping);
        return stopping;
    }

    @Test
    void doesNotMixTrainings() {
        try (Run run = new Run()) {
            run.fit(Checkpoints.of(run.trainer, directory));
        }
        try (Run other = new Run()) {
            DataException thrown = assertThrows(DataException.class, () -> other.fit(Checkpoints.of(other.trainer,
                    directory)));
            assertTrue(thrown.getMessage().endsWith("step-0000000012.safetensors is of a later step than this training "
                    + "has come to (0): resume, or take another folder"), thrown.getMessage());
        }
    }

    @Test
    void rejectsNumbersThatCannotBe() {
        try (Run run = new Run()) {
            Checkpoints checkpoints = Checkpoints.of(run.trainer, directory);
            assertThrows(IllegalArgumentException.class, () -> checkpoints.keepLast(0));
            assertThrows(IllegalArgumentException.class, () -> checkpoints.everySteps(0));
            assertThrows(IllegalArgumentException.class, () -> Checkpoints.of(run.trainer, directory));
        }
    }
}

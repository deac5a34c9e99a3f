package dev.culebra.nn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.Activation;
import dev.culebra.nn.Linear;
import dev.culebra.nn.Loss;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.data.DataLoader;
import dev.culebra.nn.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A training that is interrupted and goes on ends as one that was not, bit for bit. */
class ResumeTest {
    private static final int EPOCHS = 3;
    private static final int EXAMPLES = 50;
    private static final int BATCH = 8;
    private static final int BATCHES = 7;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T kept(T made) {
        open.add(made);
        return made;
    }

    /** A training that was made anew, as after the start of another process. */
    private final class Run {
        final Sequential model;
        final Trainer trainer;
        final DataLoader loader;

        Run(long seed) {
            RandomStream random = new RandomStream(seed);
            model = kept(Sequential.of(new Linear(2, 8, random), Activation.tanh(), new Linear(8, 2, random)));
            Optimizer optimizer = kept(new AdamW(model.parameters(), AdamSettings.ofAdamW().rate(0.01)));
            trainer = new Trainer(model, Loss.crossEntropy(), optimizer).accumulate(2).clip(new GradientClipping.ByNorm(
                    0.5)).with("noise", random);
            float[] points = new float[2 * EXAMPLES];
            IntStream.range(0, points.length).forEach(i -> points[i] = (float) Math.sin(3 * i));
            long[] classes = IntStream.range(0, EXAMPLES).mapToLong(i -> points[2 * i] > 0 ? 1 : 0).toArray();
            Tensor inputs = kept(Tensor.of(Shape.of(EXAMPLES, 2), points));
            Tensor targets = kept(Tensor.of(Shape.of(EXAMPLES), classes));
            loader = DataLoader.of(Dataset.of(inputs, targets), BATCH).shuffle(5);
        }

        List<EpochReport> fit(TrainingListener listener) {
            return trainer.fit(loader, Optional.of(loader), EPOCHS, listener);
        }

        float[] parameters() {
            try (Scope _ = Scope.open()) {
                return Tensor.concat(0, model.parameters().values().stream().map(each -> each.value().flatten())
                        .toArray(Tensor[]::new)).toFloats();
            }
        }
    }

    private static TrainingListener crashAfter(int steps) {
        return new TrainingListener() {
            private int taken;

            @Override
            public void stepped(StepReport step) {
                if (++taken == steps) {
                    throw new CancellationException();
                }
            }
        };
    }

    @Test
    void anInterruptedTrainingEndsAsOneThatWasNot() {
        Run whole = new Run(1);
        List<EpochReport> expected = whole.fit(TrainingListener.SILENT);
        int stepsInEpoch = Math.ceilDiv(BATCHES, 2);
        assertEquals((long) EPOCHS * stepsInEpoch, whole.trainer.state().numbers().get("position.steps"));
        for (int steps = 1; steps < EPOCHS * stepsInEpoch; steps++) {
            Run first = new Run(1);
            TrainingListener crash = crashAfter(steps);
            assertThrows(CancellationException.class, () -> first.fit(crash));
            Run second = new Run(1);
            try (State state = first.trainer.state().copy()) {
                second.trainer.restore(state);
            }
            List<EpochReport> reports = second.fit(TrainingListener.SILENT);
            assertArrayEquals(whole.parameters(), second.parameters(), "interrupted after step " + steps);
            assertEquals(expected.getLast().trainLoss(), reports.getLast().trainLoss(), "after step " + steps);
        }
    }

    @Test
    void equalSeedsMakeEqualTrainings() {
        Run one = new Run(3);
        Run other = new Run(3);
        List<EpochReport> first = one.fit(TrainingListener.SILENT);
        List<EpochReport> second = other.fit(TrainingListener.SILENT);
        assertArrayEquals(one.parameters(), other.parameters());
        assertEquals(first.getLast().validation(), second.getLast().validation());
    }

    @Test
    void aStoppedTrainingGoesOnToo() {
        Run whole = new Run(1);
        whole.fit(TrainingListener.SILENT);
        Run stopped = new Run(1);
        TrainingListener afterFive = new TrainingListener() {
            @Override
            public boolean goesOn(StepReport step) {
                return step.epoch() == 1 || step.step() < 1;
            }
        };
        assertEquals(1, stopped.fit(afterFive).size());
        stopped.trainer.restore(stopped.trainer.state());
        stopped.fit(TrainingListener.SILENT);
        assertArrayEquals(whole.parameters(), stopped.parameters());
    }

    @Test
    void aStateOfSomethingElseIsRefused() {
        Run run = new Run(1);
        Run other = new Run(2);
        StateException seed = assertThrows(StateException.class, () -> run.trainer.restore(other.trainer.state()));
        assertEquals("noise: the seed differs: here 1, in the state 2", seed.getMessage());
        StateException nothing = assertThrows(StateException.class, () -> run.trainer.restore(State.empty()));
        assertTrue(nothing.getMessage().startsWith("position: the state has no number epoch"), nothing.getMessage());
        assertThrows(IllegalArgumentException.class, () -> run.trainer.with("model", new RandomStream(1)));
        assertThrows(IllegalArgumentException.class, () -> run.trainer.accumulate(0));
    }
}

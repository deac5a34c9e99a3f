package dev.culebra.nn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.Device;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Expr;
import dev.culebra.nn.Linear;
import dev.culebra.nn.autograd.Variable;
import dev.culebra.nn.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenersTest {
    @TempDir
    private Path directory = Path.of(".");

    private static EpochReport epoch(int number, double loss, double accuracy) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("accuracy", accuracy);
        metrics.put("a \"b\", c", 1.5);
        return new EpochReport(number, 2 * loss, Optional.of(new Evaluation(loss, metrics)), 0.25);
    }

    private static double weight(Linear model) {
        return model.parameters().firstEntry().getValue().value().toDoubles()[0];
    }

    private static void setWeights(Linear model, double value) {
        model.parameters().values().forEach(parameter -> parameter.value().set(Expr.constant(value)));
    }

    @Test
    void stopsAfterEpochsWithoutImprovementAndRestoresTheBest() {
        long before = Device.standard().memory().usedBytes();
        try (Linear model = new Linear(1, 1, new RandomStream(1));
                EarlyStopping stopping = new EarlyStopping(model, Goal.largest("accuracy"), 2, 0.01)) {
            double[] accuracies = {0.5, 0.7, 0.705, 0.72, Double.NaN, 0.6};
            boolean[] goesOn = {true, true, true, true, true, false};
            for (int i = 0; i < accuracies.length; i++) {
                setWeights(model, i + 1);
                assertEquals(goesOn[i], stopping.goesOn(epoch(i + 1, 1, accuracies[i])), "epoch " + (i + 1));
            }
            stopping.ended(List.of());
            assertEquals(4, weight(model));
            assertEquals(4, stopping.bestEpoch());
            assertEquals(0.72, stopping.bestValue());
        }
        assertEquals(before, Device.standard().memory().usedBytes());
    }

    @Test
    void earlyStoppingGoesOnFromAState() {
        try (Linear model = new Linear(1, 1, new RandomStream(1));
                EarlyStopping first = new EarlyStopping(model, Goal.validationLoss(), 2);
                EarlyStopping second = new EarlyStopping(model, Goal.validationLoss(), 2)) {
            setWeights(model, 1);
            first.goesOn(epoch(1, 0.5, 0));
            setWeights(model, 2);
            first.goesOn(epoch(2, 0.6, 0));
            second.restore(first.state());
            assertFalse(second.goesOn(epoch(3, 0.7, 0)));
            second.ended(List.of());
            assertEquals(1, weight(model));
            assertThrows(StateException.class, () -> second.restore(State.empty()));
        }
    }

    @Test
    void aGoalThatTheTrainingDoesNotTellIsAnError() {
        EpochReport bare = new EpochReport(1, 1, Optional.empty(), 1);
        assertThrows(IllegalStateException.class, () -> Goal.validationLoss().of(bare));
        String message = assertThrows(IllegalStateException.class, () -> Goal.smallest("mae").of(epoch(1, 1, 1)))
                .getMessage();
        assertTrue(message.startsWith("goal: there is no metric mae, but [accuracy,"), message);
        assertTrue(Goal.smallest("mae").isBetter(1, Double.NaN));
        assertFalse(Goal.smallest("mae").isBetter(Double.NaN, 1));
    }

    @Test
    void timeRunsFromTheFirstStep() {
        long[] now = {5_000};
        TimeLimit limit = new TimeLimit(Duration.ofNanos(100), () -> now[0]);
        StepReport step = new StepReport(1, 1, 1, 0, 1);
        limit.stepping(0);
        now[0] += 99;
        assertTrue(limit.goesOn(step));
        limit.stepping(1);
        now[0]++;
        assertFalse(limit.goesOn(step));
    }

    @Test
    void saysProgressByTimeAndNotByStep() {
        List<String> lines = new ArrayList<>();
        long[] now = {7};
        ProgressLines progress = new ProgressLines(Duration.ofSeconds(2), lines::add, () -> now[0]);
        for (int step = 1; step <= 5; step++) {
            progress.stepping(step - 1);
            now[0] += 1_000_000_000;
            progress.stepped(new StepReport(1, step, 5, step, 10 * step));
        }
        now[0] += 60_000_000_000L; // validation
        assertTrue(progress.goesOn(new EpochReport(1, 1.25,
                Optional.of(new Evaluation(0.5, Map.of("accuracy", 0.75))), 4.04)));
        progress.stepping(5);
        now[0] += 2_000_000_000;
        progress.stepped(new StepReport(2, 1, 5, 0.125, 8));
        assertTrue(progress.goesOn(new EpochReport(2, 1, Optional.empty(), 2)));
        assertEquals(List.of("epoch 1, step 2 of 5: loss 1.667, 15 examples/s", // (1·10 + 2·20) / 30 in 2 s
                "epoch 1, step 4 of 5: loss 3.571, 35 examples/s", // (3·30 + 4·40) / 70 in 2 s
                "epoch 1: loss 1.250, validation loss 0.5000, accuracy 0.7500, 4.0 s",
                "epoch 2, step 1 of 5: loss 0.1250, 4 examples/s", //
                "epoch 2: loss 1.000, 2.0 s"), lines);
    }

    @Test
    void progressOfNegativeTimeIsRefused() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> new ProgressLines(Duration.ofSeconds(-1), line -> {}));
        assertEquals("progress: the time between lines is not negative (PT-1S)", refused.getMessage());
    }

    @Test
    void logsALineForEachEpoch() throws IOException {
        Path csv = directory.resolve("log.csv");
        Path json = directory.resolve("log.jsonl");
        try (Variable w = Variable.parameter(Tensor.of(1f)); Sgd sgd = new Sgd(List.of(w), 0.1)) {
            TrainingListener logs = TrainingListener.of(EpochLog.csv(csv, sgd), EpochLog.jsonLines(json, sgd));
            assertTrue(logs.goesOn(epoch(1, 0.5, 0.75)));
            sgd.learningRate(0.05);
            TrainingListener again = TrainingListener.of(EpochLog.csv(csv, sgd), EpochLog.jsonLines(json, sgd));
            assertTrue(again.goesOn(epoch(2, 0.25, Double.NaN)));
            assertEquals("""
                    epoch,trainLoss,loss,accuracy,"a ""b"", c",rate,seconds
                    1,1.0,0.5,0.75,1.5,0.1,0.25
                    2,0.5,0.25,,1.5,0.05,0.25
                    """, Files.readString(csv));
            assertEquals("""
                    {"epoch":1,"trainLoss":1.0,"loss":0.5,"accuracy":0.75,"a \\"b\\", c":1.5,"rate":0.1,"seconds":0.25}
                    {"epoch":2,"trainLoss":0.5,"loss":0.25,"a \\"b\\", c":1.5,"rate":0.05,"seconds":0.25}
                    """, Files.readString(json));
            assertThrows(DataException.class, () -> EpochLog.csv(directory, sgd).goesOn(epoch(1, 1, 1)));
        }
    }

    @Test
    void severalListenersAllHear() {
        List<String> heard = new ArrayList<>();
        TrainingListener one = new TrainingListener() {
            @Override
            public boolean goesOn(EpochReport epoch) {
                heard.add("one");
                return false;
            }
        };
        TrainingListener other = new TrainingListener() {
            @Override
            public boolean goesOn(EpochReport epoch) {
                heard.add("other");
                return true;
            }

            @Override
            public boolean goesOn(StepReport step) {
                return false;
            }

            @Override
            public void ended(List<EpochReport> epochs) {
                heard.add("end");
            }
        };
        TrainingListener both = TrainingListener.of(one, other);
        assertFalse(both.goesOn(epoch(1, 1, 1)));
        assertFalse(both.goesOn(new StepReport(1, 1, 1, 0, 1)));
        both.ended(List.of());
        assertEquals(List.of("one", "other", "end"), heard);
    }
}

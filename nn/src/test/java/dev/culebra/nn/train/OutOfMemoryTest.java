package dev.culebra.nn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.culebra.cuda.EmulatedDriver;
import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.DeviceException;
import dev.culebra.engine.DeviceMemoryException;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.Activation;
import dev.culebra.nn.Init;
import dev.culebra.nn.Linear;
import dev.culebra.nn.Loss;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.autograd.Variable;
import dev.culebra.nn.data.Batch;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The emulated card refuses every allocation of a training step in turn. */
@Tag("card")
class OutOfMemoryTest {
    private static final int EXAMPLES = 4;
    private static final int FEATURES = 12;
    private static final int CLASSES = 3;

    private Device card = Device.of("cpu");
    private EmulatedDriver driver = emulated();

    private static EmulatedDriver emulated() {
        return EmulatedDriver.folder().map(EmulatedDriver::in).orElseGet(() -> abort("no emulated driver is built"));
    }

    @BeforeEach
    void open() {
        assumeFalse(System.getProperty(Device.PROPERTY, "").matches("cuda(:\\d+)?"), "a process has one driver");
        try {
            card = Device.of("cuda-emulated");
        } catch (DeviceException missing) {
            abort(missing.getMessage());
        }
    }

    @AfterEach
    void allocateAgain() {
        driver.set("fail-allocation", 0);
        driver.set("fail-allocations", 1);
    }

    /** A network in training. */
    private final class Training implements AutoCloseable {
        private final RandomStream random = new RandomStream(1);
        private final Sequential model = Sequential.of(linear(FEATURES, 8), Activation.relu(), linear(8, CLASSES));
        private final Optimizer optimizer;
        private final Trainer trainer;
        private final Batch batch = new Batch(inputs(), targets());

        Training(Function<SequencedMap<String, Variable>, Optimizer> optimizer) {
            this.optimizer = optimizer.apply(model.parameters());
            this.trainer = new Trainer(model, Loss.crossEntropy(), this.optimizer);
        }

        private Linear linear(int in, int out) {
            return new Linear(in, out, Init.kaimingNormal(), random, DType.F32, card);
        }

        private Tensor inputs() {
            SplittableRandom numbers = new SplittableRandom(5);
            float[] values = new float[EXAMPLES * FEATURES];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) numbers.nextDouble(-1, 1);
            }
            return Tensor.copyOf(MemorySegment.ofArray(values), Shape.of(EXAMPLES, FEATURES), DType.F32, card);
        }

        private Tensor targets() {
            return Tensor.copyOf(MemorySegment.ofArray(new long[] {0, 1, 2, 1}), Shape.of(EXAMPLES), DType.I64, card);
        }

        double step() {
            return trainer.step(batch);
        }

        /** Blocks in use once a step is over: parameters, what the optimizer remembers, gradients, the batch. */
        long blocks() {
            return card.memory().blocks();
        }

        @Override
        public void close() {
            batch.close();
            optimizer.close();
            model.close();
        }
    }

    static Stream<Named<Function<SequencedMap<String, Variable>, Optimizer>>> optimizers() {
        return Stream.of(Named.of("SGD", parameters -> new Sgd(parameters.values(), 0.1, 0.9, 0)),
                Named.of("Adam", parameters -> new Adam(parameters, AdamSettings.ofAdam().rate(0.01))));
    }

    private List<Double> undisturbed(Function<SequencedMap<String, Variable>, Optimizer> optimizer, int steps) {
        List<Double> losses = new ArrayList<>();
        try (Training training = new Training(optimizer)) {
            for (int step = 0; step < steps; step++) {
                losses.add(training.step());
            }
        }
        return losses;
    }

    /** With one refusal the request is tried again; with two there is an error, and the step can be repeated. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void everyAllocationOfAStepMayFail(Function<SequencedMap<String, Variable>, Optimizer> optimizer) {
        undisturbed(optimizer, 2); // loads kernels, opens the thread's stream
        long before = card.memory().usedBytes();
        long refused = 0;
        try (Training training = new Training(optimizer)) {
            training.step();
            long allocations = driver.allocations();
            training.step();
            allocations = driver.allocations() - allocations;
            assertTrue(allocations > 10, "allocations of a step: " + allocations);
            List<Double> expected = undisturbed(optimizer, 2 + 2 * (int) allocations);
            long blocks = training.blocks();
            for (int k = 1; k <= allocations; k++) {
                driver.set("fail-allocation", k);
                assertEquals(expected.get(2 * k), training.step(),
                        "loss of a step whose allocation " + k + " was retried");
                driver.set("fail-allocations", 2);
                driver.set("fail-allocation", k);
                DeviceMemoryException failure = assertThrows(DeviceMemoryException.class, training::step,
                        "allocation " + k);
                refused++;
                assertMessage(failure.getMessage(), k);
                assertEquals(expected.get(2 * k + 1), training.step(),
                        "loss of the step after allocation " + k + " failed");
                assertEquals(blocks, training.blocks(), "blocks in use after allocation " + k + " failed");
            }
            assertEquals(allocations, refused);
        }
        assertEquals(before, card.memory().usedBytes());
        assertEquals(List.of(), driver.findings());
    }

    private static void assertMessage(String message, int k) {
        assertTrue(message
                .matches("cuda-emulated: out of memory: requested [\\d,]+ bytes; [\\d,]+ in use, [\\d,]+ reserved, "
                        + "[\\d,]+ free of 8,589,934,592; largest: .*"),
                message);
        List<String> largest = List.of(message.substring(message.indexOf("largest: ") + 9).split(", (?![^\\[]*\\])"));
        assertEquals(5, largest.size(), message);
        assertTrue(largest.contains("0.weight [8, 12] F32"), message);
        assertTrue(
                largest.stream().anyMatch(
                        holder -> holder.matches("0\\.weight\\.(velocity|(first|second)Moment) \\[8, 12\\] F32")),
                () -> "allocation " + k + ": " + message);
    }

    @Test
    void gradientsAreNamedAfterTheirParameters() {
        try (Training training = new Training(parameters -> new Sgd(parameters, 0.1))) {
            training.step();
            assertEquals("0.weight.gradient [8, 12] F32", training.model.parameters().get("0.weight").gradient()
                    .orElseThrow().view().storage().holder());
        }
    }

    /** A thread's first transfer pins host memory, of which there may be none either. */
    @Test
    void pinnedMemoryMayFailToo() throws InterruptedException {
        long before = card.memory().usedBytes();
        List<Throwable> failures = new ArrayList<>();
        Thread thread = new Thread(() -> {
            driver.set("fail-allocation", 2); // the first is the tensor's
            failures.add(assertThrows(DeviceMemoryException.class, () -> Tensor.copyOf(MemorySegment.ofArray(
                    new float[] {1, 2}), Shape.of(2), DType.F32, card)));
            try (Tensor later =
                    Tensor.copyOf(MemorySegment.ofArray(new float[] {1, 2}), Shape.of(2), DType.F32, card)) {
                assertEquals(2, later.toFloats()[1]);
            }
        });
        thread.setUncaughtExceptionHandler((_, failure) -> failures.add(failure));
        thread.start();
        thread.join();
        assertEquals(1, failures.size(), failures::toString);
        assertTrue(failures.getFirst().getMessage().startsWith(
                "cuda-emulated: out of memory: requested 2,097,152 bytes of pinned host memory: cuMemHostAlloc: "),
                failures::toString);
        assertEquals(before, card.memory().usedBytes());
    }
}

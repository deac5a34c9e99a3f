package dev.culebra.nn.train;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Distribution;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.Activation;
import dev.culebra.nn.Layer;
import dev.culebra.nn.Linear;
import dev.culebra.nn.Loss;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.data.Batch;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a training step leaves to the garbage collector does not grow with its batch. */
class AllocationTest {
    /** More rows than one call adds up: fewer take a shorter way, with less left to the garbage collector. */
    private static final int SMALL = 256;
    private static final int LARGE = 16 * SMALL;
    private static final int MOST_GROWTH = 2 * (LARGE - SMALL);
    private static final int STEPS = 50;
    /** Until the JIT has compiled the loops, vectors are objects. It has long before this, even on a busy machine. */
    private static final long MOST_NANOS = 60_000_000_000L;

    static Stream<Named<Supplier<Layer>>> activations() {
        return Stream.of(Named.of("sigmoid", Activation::sigmoid), Named.of("relu", Activation::relu));
    }

    /**
     * The smallest object takes 16 bytes, so a single one for each example, or a few hundred bytes for each tile of them, is more
     * than the two bytes for each example that are allowed here to the noise of the JVM and to tasks for other threads.
     */
    @ParameterizedTest
    @MethodSource("activations")
    void aStepAllocatesNothingForAnExample(Supplier<Layer> activation) {
        assumeTrue(Device.standard().name().startsWith("cpu"), "counts the heap of loops that run on the CPU");
        RandomStream random = new RandomStream(1);
        try (Sequential model = Sequential.of(new Linear(20, 16, random), activation.get(), new Linear(16, 10, random));
                Sgd sgd = new Sgd(model.parameters().values(), 0.01, 0.9, 0);
                Batch small = batch(SMALL, random);
                Batch large = batch(LARGE, random)) {
            Trainer trainer = new Trainer(model, Loss.crossEntropy(), sgd);
            long start = System.nanoTime();
            long growth;
            do {
                growth = Math.max(growth(trainer, small, large), growth(trainer, small, large));
            } while (growth >= MOST_GROWTH && System.nanoTime() - start < MOST_NANOS);
            assertTrue(growth < MOST_GROWTH, "a step with %,d examples allocates %,d bytes more than one with %,d"
                    .formatted(LARGE, growth, SMALL));
        }
    }

    /** Of the least that a step allocates. */
    private static long growth(Trainer trainer, Batch small, Batch large) {
        long forSmall = Long.MAX_VALUE;
        long forLarge = Long.MAX_VALUE;
        for (int step = 0; step < STEPS; step++) {
            forSmall = Math.min(forSmall, allocatedBy(trainer, small));
            forLarge = Math.min(forLarge, allocatedBy(trainer, large));
        }
        return forLarge - forSmall;
    }

    private static Batch batch(int size, RandomStream random) {
        Tensor inputs = Tensor.random(new Distribution.Normal(0, 1), Shape.of(size, 20), DType.F32, random, Device
                .standard());
        long[] labels = new long[size];
        for (int i = 0; i < size; i++) {
            labels[i] = i % 10;
        }
        return new Batch(inputs, Tensor.of(Shape.of(size), labels));
    }

    /** By all threads. */
    private static long allocatedBy(Trainer trainer, Batch batch) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getTotalThreadAllocatedBytes();
        trainer.step(batch);
        return threads.getTotalThreadAllocatedBytes() - before;
    }
}

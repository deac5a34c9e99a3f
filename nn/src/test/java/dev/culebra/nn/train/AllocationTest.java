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
import dev.culebra.engine.Window;
import dev.culebra.nn.Activation;
import dev.culebra.nn.AvgPool2d;
import dev.culebra.nn.Conv2d;
import dev.culebra.nn.Flatten;
import dev.culebra.nn.Layer;
import dev.culebra.nn.Linear;
import dev.culebra.nn.Loss;
import dev.culebra.nn.MaxPool2d;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.data.Batch;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a training step leaves to the garbage collector does not grow with its batch. */
class AllocationTest {
    /** More rows than one call adds up: fewer take a shorter way, with less left to the garbage collector. */
    private static final int SMALL = 256;
    private static final int LARGE = 64 * SMALL;
    private static final int SMALLEST_OBJECT = 16;
    private static final int BYTES_FOR_TASKS = 2;
    /** As many as are cut into the most tasks that there can be. */
    private static final int FEW_IMAGES = 512;
    private static final int MANY_IMAGES = 8 * FEW_IMAGES;
    private static final int STEPS = 50;
    /** Until the JIT has compiled the loops, vectors are objects. It has long before this, even on a busy machine. */
    private static final long MOST_NANOS = 60_000_000_000L;

    static Stream<Named<Supplier<Layer>>> activations() {
        return Stream.of(Named.of("sigmoid", Activation::sigmoid), Named.of("relu", Activation::relu));
    }

    /**
     * The smallest object takes 16 bytes, so a single one for each example, or a few hundred bytes for each tile of them, is more
     * than the two bytes for each example that are allowed here to the noise of the JVM and to tasks for other threads: the sums
     * of a weight's gradient are taken in parts of 1,024 examples, and handing one to the threads takes some hundred bytes.
     */
    @ParameterizedTest
    @MethodSource("activations")
    void aStepAllocatesNothingForAnExample(Supplier<Layer> activation) {
        assumeTrue(Device.standard().name().startsWith("cpu"), "counts the heap of loops that run on the CPU");
        RandomStream random = new RandomStream(1);
        try (Sequential model = Sequential.of(new Linear(20, 16, random), activation.get(), new Linear(16, 10, random));
                Sgd sgd = new Sgd(model.parameters().values(), 0.01, 0.9, 0);
                Batch small = batch(random, SMALL, 20);
                Batch large = batch(random, LARGE, 20)) {
            assertAllocates(BYTES_FOR_TASKS, new Trainer(model, Loss.crossEntropy(), sgd), small, large);
        }
    }

    /** Less than one object for each image: a vector that a loop over planes, rows or filters left behind would be several. */
    @Test
    void norDoesOneOfConvolutionsAndPools() {
        assumeTrue(Device.standard().name().startsWith("cpu"), "counts the heap of loops that run on the CPU");
        assumeTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
                "without vectors a convolution is a product for each image, with objects of its own");
        RandomStream random = new RandomStream(1);
        Window pool = Window.of(2).stride(2);
        try (Sequential model = Sequential.of(new Conv2d(1, 8, Window.of(3).padding(1), random), Activation.relu(),
                new MaxPool2d(pool), new Conv2d(8, 8, Window.of(3).padding(1), random), new AvgPool2d(pool),
                new Flatten(), new Linear(8 * 3 * 3, 10, random));
                Sgd sgd = new Sgd(model.parameters().values(), 0.01, 0.9, 0);
                Batch small = batch(random, FEW_IMAGES, 1, 12, 12);
                Batch large = batch(random, MANY_IMAGES, 1, 12, 12)) {
            assertAllocates(SMALLEST_OBJECT, new Trainer(model, Loss.crossEntropy(), sgd), small, large);
        }
    }

    /** Less than so many bytes for each further example. */
    private static void assertAllocates(long bytes, Trainer trainer, Batch small, Batch large) {
        long examples = large.inputs().shape().size(0) - small.inputs().shape().size(0);
        long start = System.nanoTime();
        long growth;
        do {
            growth = Math.max(growth(trainer, small, large), growth(trainer, small, large));
        } while (growth >= bytes * examples && System.nanoTime() - start < MOST_NANOS);
        assertTrue(growth < bytes * examples,
                "a step with %,d more examples allocates %,d bytes more".formatted(examples, growth));
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

    private static Batch batch(RandomStream random, long... shape) {
        Tensor inputs = Tensor.random(new Distribution.Normal(0, 1), Shape.of(shape), DType.F32, random, Device
                .standard());
        int size = (int) shape[0];
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

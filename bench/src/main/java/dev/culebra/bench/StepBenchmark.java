package dev.culebra.bench;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Distribution;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.nn.Activation;
import dev.culebra.nn.Layer;
import dev.culebra.nn.Linear;
import dev.culebra.nn.Loss;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.data.Batch;
import dev.culebra.nn.train.Sgd;
import dev.culebra.nn.train.Trainer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One training step as a user writes it, through {@link Trainer}: prediction, cross-entropy, gradients, plain descent. Five
 * networks, from all overhead to all arithmetic; A with sigmoids, the others with ReLU.
 *
 * <p>{@code mvn -q verify -Dbench=StepBenchmark}, with {@code -Dargs="-p step=A,B -p threads=1"} for a part;
 * {@code -Dbench=compare} measures such steps beside other libraries.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
public class StepBenchmark {
    private static final int PIXELS = 784;
    private static final int CLASSES = 10;

    /** Network and batch. */
    public enum Step {
        /** Nearly all overhead. */
        A(64, PIXELS, 16, 16, CLASSES),
        /** The network that learns digits well. */
        B(64, PIXELS, 128, CLASSES),
        /** Medium products of few rows. */
        C(64, PIXELS, 512, 512, CLASSES),
        /** Medium products. */
        D(512, PIXELS, 512, 512, CLASSES),
        /** Nearly all arithmetic. */
        E(1024, PIXELS, 2048, 2048, CLASSES);

        private final int batch;
        private final int[] sizes;

        Step(int batch, int... sizes) {
            this.batch = batch;
            this.sizes = sizes;
        }

        /** Rows of the images. */
        public int batch() {
            return batch;
        }

        /** Of the layers, inputs first. */
        public List<Integer> sizes() {
            return Arrays.stream(sizes).boxed().toList();
        }

        /** Between layers. */
        public Activation activation() {
            return this == A ? Activation.sigmoid() : Activation.relu();
        }

        /** Letter, layers and batch. */
        public String label() {
            return "%s %s, batch %d".formatted(this, sizes().stream().map(String::valueOf).collect(Collectors.joining(
                    "-")), batch);
        }
    }

    /** Which network. */
    @Param
    public Step step = Step.A;

    /** Threads of the device, the caller included. */
    @Param({"1", "2"})
    public int threads;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private DoubleSupplier training = () -> 0;

    /** Makes network and batch. */
    @Setup(Level.Trial)
    public void open() {
        System.setProperty(CpuThreads.PROPERTY, Integer.toString(threads));
        RandomStream random = new RandomStream(1);
        List<Layer> layers = new ArrayList<>();
        for (int i = 1; i < step.sizes.length; i++) {
            if (i > 1) {
                layers.add(step.activation());
            }
            layers.add(new Linear(step.sizes[i - 1], step.sizes[i], random));
        }
        Sequential model = new Sequential(layers);
        Sgd sgd = new Sgd(model.parameters().values(), 0.01);
        Batch batch = batch(random);
        open.addAll(List.of(batch, sgd, model));
        Trainer trainer = new Trainer(model, Loss.crossEntropy(), sgd);
        training = () -> trainer.step(batch);
    }

    private Batch batch(RandomStream random) {
        long[] labels = new long[step.batch];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % CLASSES;
        }
        Tensor inputs = Tensor.random(new Distribution.Normal(0, 1), Shape.of(step.batch, PIXELS), DType.F32, random,
                Device.standard());
        return new Batch(inputs, Tensor.of(Shape.of(step.batch), labels));
    }

    /** One step; its loss. */
    @Benchmark
    public double train() {
        return training.getAsDouble();
    }

    /** Frees network and batch. */
    @TearDown(Level.Trial)
    public void close() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }
}

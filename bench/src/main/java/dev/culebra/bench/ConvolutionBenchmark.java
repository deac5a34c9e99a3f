package dev.culebra.bench;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Distribution;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.Window;
import dev.culebra.engine.cpu.CpuThreads;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
 * Single layers of convolution, their two gradients, and pooling 2 by 2 of what they give.
 *
 * <p>{@code mvn -q verify -Dbench=ConvolutionBenchmark}, with {@code -Dargs="-p layer=FIRST -p threads=1"} for a part;
 * {@code -Dbench=compare -Dargs="--device cpu --only convolutions --python PYTHON"} measures the same, and training steps of whole
 * networks, beside PyTorch.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dculebra.cpu.warmup=none"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ConvolutionBenchmark {
    private static final Window SQUARES = Window.of(2).stride(2);

    /** Batch, channels, size of the images, filters, size and padding of the window. */
    public enum Layer {
        /** The first of a network for digits. */
        FIRST(64, 1, 28, 16, 5, 0),
        /** The second. */
        SECOND(64, 16, 14, 32, 3, 1),
        /** The first of a network for small colour pictures. */
        COLOUR(32, 3, 32, 32, 3, 1),
        /** One from the middle of a large network. */
        DEEP(16, 64, 28, 64, 3, 1);

        private final Shape input;
        private final Shape weight;
        private final Window window;

        Layer(int batch, int channels, int size, int out, int side, int padding) {
            this.input = Shape.of(batch, channels, size, size);
            this.weight = Shape.of(out, channels, side, side);
            this.window = Window.of(side).padding(padding);
        }
    }

    /** Which layer. */
    @Param
    public Layer layer = Layer.FIRST;

    /** Threads of the device, the caller included. */
    @Param({"1", "2"})
    public int threads;

    private dev.culebra.engine.Scope scope;
    private Tensor x;
    private Tensor w;
    private Tensor b;
    private Tensor y;
    private Tensor dy;
    private Tensor pooled;

    /** Makes the operands. */
    @Setup(Level.Trial)
    public void open() {
        System.setProperty(CpuThreads.PROPERTY, Integer.toString(threads));
        scope = dev.culebra.engine.Scope.open();
        RandomStream random = new RandomStream(1);
        x = normal(layer.input, random);
        w = normal(layer.weight, random);
        b = normal(Shape.of(layer.weight.size(0)), random);
        y = forward();
        dy = normal(y.shape(), random);
        pooled = y.maxPool2d(SQUARES);
    }

    private static Tensor normal(Shape shape, RandomStream random) {
        return Tensor.random(new Distribution.Normal(0, 1), shape, DType.F32, random, Device.standard());
    }

    /** The convolution, with a bias. */
    @Benchmark
    public void convolution() {
        forward().close();
    }

    private Tensor forward() {
        return x.conv2d(w, Optional.of(b), layer.window, 1);
    }

    /** Its gradient with respect to the input. */
    @Benchmark
    public void inputGradient() {
        dy.conv2dInputGradient(w, layer.window, 1, layer.input).close();
    }

    /** Its gradient with respect to the weight. */
    @Benchmark
    public void weightGradient() {
        x.conv2dWeightGradient(dy, layer.window, 1).close();
    }

    /** The maximum of each square. */
    @Benchmark
    public void maximum() {
        y.maxPool2d(SQUARES).close();
    }

    /** The mean of each square. */
    @Benchmark
    public void mean() {
        y.avgPool2d(SQUARES).close();
    }

    /** The gradient of the maxima. */
    @Benchmark
    public void maximumGradient() {
        y.maxPool2dGradient(pooled, pooled, SQUARES).close();
    }

    /** Frees the operands. */
    @TearDown(Level.Trial)
    public void close() {
        scope.close();
    }
}

package dev.culebra.bench;

import dev.culebra.engine.DType;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Moments and normalisation of floats: of the rows of a matrix, as a layer normalises, and of the channels of pictures, as batches are
 * normalised. The verbs alone, on memory that is there; {@code -Dbench=compare} measures
 * what a user calls, beside PyTorch.
 *
 * <p>{@code mvn -q verify -Dbench=NormalizationBenchmark}, with {@code -Dargs="-p size=1024x1000 -p threads=1"} for a part.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dculebra.cpu.warmup=none"})
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class NormalizationBenchmark {
    private static final double EPSILON = 1e-5;

    /** What is computed. */
    public enum Function {
        MOMENTS,
        NORMALIZE,
        GRADIENT
    }

    @Param
    private Function function;

    /** Rows and columns, of which rows are normalised; or batch, channels, height and width, of which channels are. */
    @Param({"64x512", "1024x1000", "4096x4096", "32x64x28x28"})
    private String size;

    /** Threads of the device, the caller included. */
    @Param({"1", "2"})
    private int threads;

    private Views views;
    private View input;
    private View scale;
    private View shift;
    private View upstream;
    private View output;
    private View mean;
    private View variance;
    private View scaleGradient;
    private View shiftGradient;

    @Setup
    public void setUp() {
        views = Views.ofThreads(threads);
        Shape shape = Views.shape(size);
        boolean layer = shape.rank() == 2;
        Shape channels = Shape.of(1, shape.size(1), 1, 1);
        Shape parameters = layer ? Shape.of(1, shape.size(1)) : channels;
        Shape statistics = layer ? Shape.of(shape.size(0), 1) : channels;
        input = views.floats(shape);
        upstream = views.floats(shape);
        output = views.empty(DType.F32, shape);
        mean = views.empty(DType.F32, statistics);
        variance = views.empty(DType.F32, statistics);
        View factors = views.floats(parameters);
        scale = factors.with(factors.layout().broadcastTo("normalize", shape));
        shift = scale;
        scaleGradient = views.empty(DType.F32, parameters);
        shiftGradient = views.empty(DType.F32, parameters);
        views.backend().normalize(input, scale, shift, EPSILON, output, mean, variance);
    }

    /** One function of all rows or channels. */
    @Benchmark
    public void normalize() {
        switch (function) {
            case MOMENTS -> views.backend().moments(input, mean, variance);
            case NORMALIZE -> views.backend().normalize(input, scale, shift, EPSILON, output, mean, variance);
            case GRADIENT -> views.backend().normalizeGradient(input, mean, variance, EPSILON, scale, upstream, output,
                    scaleGradient, shiftGradient);
        }
    }
}

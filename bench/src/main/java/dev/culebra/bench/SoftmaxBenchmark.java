package dev.culebra.bench;

import dev.culebra.engine.ClassTargets;
import dev.culebra.engine.DType;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import java.util.Optional;
import java.util.OptionalLong;
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
 * Softmax of the rows of a matrix of floats, and what is made of it: its logarithm, and the cross-entropy of classes with and without
 * its gradient. The verbs alone, on memory that is there; {@code -Dbench=compare} measures
 * what a user calls, beside PyTorch.
 *
 * <p>{@code mvn -q verify -Dbench=SoftmaxBenchmark}, with {@code -Dargs="-p size=1024x1000 -p threads=1"} for a part.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dculebra.cpu.warmup=none"})
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class SoftmaxBenchmark {
    /** What is computed. */
    public enum Function {
        SOFTMAX,
        LOG_SOFTMAX,
        CROSS_ENTROPY,
        CROSS_ENTROPY_AND_GRADIENT
    }

    @Param
    private Function function;

    /** Rows and columns. */
    @Param({"64x10", "1024x1000", "4096x4096"})
    private String size;

    /** Threads of the device, the caller included. */
    @Param({"1", "2"})
    private int threads;

    private Views views;
    private View input;
    private View output;
    private View losses;
    private View weights;
    private View scale;
    private ClassTargets targets;

    @Setup
    public void setUp() {
        views = Views.ofThreads(threads);
        Shape shape = Views.shape(size);
        Shape rows = Shape.of(shape.size(0));
        input = views.floats(shape);
        output = views.empty(DType.F32, shape);
        losses = views.empty(DType.F32, rows);
        weights = views.empty(DType.F32, rows);
        scale = views.floats(rows);
        targets = new ClassTargets(views.indices(rows, shape.size(1)), Optional.empty(), 0, OptionalLong.empty());
    }

    /** One function of all rows. */
    @Benchmark
    public void rows() {
        switch (function) {
            case SOFTMAX -> views.backend().softmax(input, 1, output);
            case LOG_SOFTMAX -> views.backend().logSoftmax(input, 1, output);
            case CROSS_ENTROPY -> views.backend().crossEntropy(input, targets, losses, weights);
            case CROSS_ENTROPY_AND_GRADIENT -> {
                views.backend().crossEntropy(input, targets, losses, weights);
                views.backend().crossEntropyGradient(input, targets, scale, output);
            }
        }
    }
}

package dev.culebra.bench;

import dev.culebra.engine.DType;
import dev.culebra.engine.Reduction;
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
 * Reductions of a matrix of floats: of all its elements, of its rows, and of its columns, whose elements lie far apart. The verb
 * alone, on memory that is there; {@code -Dbench=compare} measures
 * what a user calls, beside PyTorch.
 *
 * <p>{@code mvn -q verify -Dbench=ReductionBenchmark}, with {@code -Dargs="-p size=1024x1000 -p threads=1"} for a part.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dculebra.cpu.warmup=none"})
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class ReductionBenchmark {
    /** What is reduced to what. */
    public enum Function {
        SUM_ALL(Reduction.SUM, true, true),
        SUM_ROWS(Reduction.SUM, false, true),
        SUM_COLUMNS(Reduction.SUM, true, false),
        MAX_ALL(Reduction.MAX, true, true),
        MAX_ROWS(Reduction.MAX, false, true),
        MAX_COLUMNS(Reduction.MAX, true, false),
        ARGMAX_ROWS(Reduction.ARGMAX, false, true),
        ARGMAX_COLUMNS(Reduction.ARGMAX, true, false);

        private final Reduction reduction;
        private final boolean[] axes;

        Function(Reduction reduction, boolean... axes) {
            this.reduction = reduction;
            this.axes = axes;
        }
    }

    @Param
    private Function function;

    /** Rows and columns. */
    @Param({"64x512", "1024x1000", "4096x4096"})
    private String size;

    /** Threads of the device, the caller included. */
    @Param({"1", "2"})
    private int threads;

    private Views views;
    private View input;
    private View output;

    @Setup
    public void setUp() {
        views = Views.ofThreads(threads);
        Shape shape = Views.shape(size);
        input = views.floats(shape);
        for (int axis = 0; axis < shape.rank(); axis++) {
            shape = function.axes[axis] ? shape.with(axis, 1) : shape;
        }
        output = views.empty(function.reduction.yieldsIndex() ? DType.I64 : DType.F32, shape);
    }

    /** One call of {@code reduce}. */
    @Benchmark
    public void reduce() {
        views.backend().reduce(function.reduction, input, function.axes, output);
    }
}

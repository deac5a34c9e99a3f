package dev.culebra.bench;

import dev.culebra.engine.DType;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import dev.culebra.engine.expr.Activations;
import dev.culebra.engine.expr.Expr;
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
 * Functions of arrays that no cache holds, 64 MiB each, beside a copy: memory is what limits them. A microsecond less than a copy takes
 * for each byte moved is bandwidth that was not used. {@code -Dbench=compare} measures
 * what a user calls, beside PyTorch.
 *
 * <p>{@code mvn -q verify -Dbench=StreamBenchmark}, with {@code -Dargs="-p threads=1"} for a part.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dculebra.cpu.warmup=none"})
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class StreamBenchmark {
    private static final Shape SHAPE = Shape.of(4096, 4096);
    private static final Expr X = Expr.input(0);
    private static final Expr Y = Expr.input(1);

    /** What is computed. */
    public enum Function {
        /** The verb {@code copy}: what a byte costs. */
        COPY(X),
        /** 2 arrays moved. */
        RELU(Activations.RELU.apply(X)),
        /** 3 arrays moved. */
        ADD(X.add(Y)),
        /** 2 arrays moved. */
        SIGMOID(X.sigmoid()),
        /** 2 arrays moved, and a row of a bias. */
        BIAS_SIGMOID(X.add(Y).sigmoid());

        private final Expr expr;

        Function(Expr expr) {
            this.expr = expr;
        }
    }

    @Param
    private Function function;

    /** Threads of the device, the caller included. */
    @Param({"1", "2"})
    private int threads;

    private Views views;
    private View[] inputs;
    private View output;

    @Setup
    public void setUp() {
        views = Views.ofThreads(threads);
        View y = views.floats(function == Function.BIAS_SIGMOID ? SHAPE.with(0, 1) : SHAPE);
        inputs = new View[] {views.floats(SHAPE), y.with(y.layout().broadcastTo("map", SHAPE))};
        output = views.empty(DType.F32, SHAPE);
    }

    /** One call of {@code map}, or of {@code copy}. */
    @Benchmark
    public void map() {
        if (function == Function.COPY) {
            views.backend().copy(inputs[0], output);
        } else {
            views.backend().map(function.expr, inputs, output);
        }
    }
}

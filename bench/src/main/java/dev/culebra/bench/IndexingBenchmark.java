package dev.culebra.bench;

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
 * Rows of a table by index, as an embedding takes them and adds gradients to them, and single elements along rows. The verbs alone,
 * on memory that is there; {@code -Dbench=compare} measures
 * what a user calls, beside PyTorch.
 *
 * <p>{@code mvn -q verify -Dbench=IndexingBenchmark}, with {@code -Dargs="-p size=1000x64x512 -p threads=1"} for a part.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dculebra.cpu.warmup=none"})
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class IndexingBenchmark {
    /** What is computed. */
    public enum Function {
        GATHER,
        SCATTER_ADD,
        GATHER_ELEMENTS,
        SCATTER_ADD_ELEMENTS
    }

    @Param
    private Function function;

    /** Rows and columns of the table, and how many of its rows are taken; as many elements, where elements are. */
    @Param({"1000x64x512", "10000x50x4096", "50000x256x8192"})
    private String size;

    /** Threads of the device, the caller included. */
    @Param({"1", "2"})
    private int threads;

    private Views views;
    private View table;
    private View index;
    private View rows;

    @Setup
    public void setUp() {
        views = Views.ofThreads(threads);
        Shape sizes = Views.shape(size);
        Shape taken = Shape.of(sizes.size(2), sizes.size(1));
        table = views.floats(Shape.of(sizes.size(0), sizes.size(1)));
        rows = views.floats(taken);
        index = switch (function) {
            case GATHER, SCATTER_ADD -> {
                View numbers = views.indices(Shape.of(sizes.size(2), 1), sizes.size(0));
                yield numbers.with(numbers.layout().broadcastTo("gather", taken));
            }
            case GATHER_ELEMENTS, SCATTER_ADD_ELEMENTS -> views.indices(taken, sizes.size(0));
        };
    }

    /** One call. */
    @Benchmark
    public void index() {
        switch (function) {
            case GATHER, GATHER_ELEMENTS -> views.backend().gather(table, index, 0, rows);
            case SCATTER_ADD, SCATTER_ADD_ELEMENTS -> views.backend().scatterAdd(rows, index, 0, table);
        }
    }
}

package dev.culebra.bench;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Distribution;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.cpu.CpuThreads;
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
 * Products of tensors as a user writes them, memory of the result included, in both precisions: square ones, thin ones, with
 * either side transposed, a matrix and a vector, and a batch of small ones.
 *
 * <p>{@code mvn -q verify -Dbench=MatmulBenchmark}, with {@code -Dargs="-p dtype=F64 -p threads=1"} for a part. {@link
 * ProductBenchmark} measures the product alone.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class MatmulBenchmark {
    /** Which product. */
    public enum Product {
        SQUARE_512(Shape.of(512, 512), Shape.of(512, 512)),
        SQUARE_1024(Shape.of(1024, 1024), Shape.of(1024, 1024)),
        /** A layer's forward product: the weight lies as {@code [out, in]}. */
        RIGHT_TRANSPOSED(Shape.of(64, 784), Shape.of(128, 784)),
        /** A layer's weight gradient. */
        LEFT_TRANSPOSED(Shape.of(64, 128), Shape.of(64, 784)),
        THIN(Shape.of(64, 784), Shape.of(784, 16)),
        VECTOR(Shape.of(1024, 1024), Shape.of(1024, 1)),
        BATCH(Shape.of(32, 64, 64), Shape.of(32, 64, 64));

        private final Shape lhs;
        private final Shape rhs;

        Product(Shape lhs, Shape rhs) {
            this.lhs = lhs;
            this.rhs = rhs;
        }
    }

    /** Which product. */
    @Param
    public Product product = Product.SQUARE_512;

    /** Of the operands. */
    @Param({"F32", "F64"})
    public DType dtype = DType.F32;

    /** Threads of the device, the caller included. */
    @Param({"1", "2"})
    public int threads;

    private Tensor lhs = Tensor.of(0);
    private Tensor rhs = lhs;

    /** Makes the operands. */
    @Setup(Level.Trial)
    public void open() {
        lhs.close();
        System.setProperty(CpuThreads.PROPERTY, Integer.toString(threads));
        RandomStream random = new RandomStream(1);
        lhs = operand(product.lhs, product == Product.LEFT_TRANSPOSED, random);
        rhs = operand(product.rhs, product == Product.RIGHT_TRANSPOSED, random);
    }

    private Tensor operand(Shape shape, boolean transposed, RandomStream random) {
        Tensor tensor = Tensor.random(new Distribution.Normal(0, 1), shape, dtype, random, Device.of("cpu"));
        return transposed ? tensor.transpose() : tensor;
    }

    /** One product. */
    @Benchmark
    public void product() {
        lhs.matmul(rhs).close();
    }

    /** Frees the operands. */
    @TearDown(Level.Trial)
    public void close() {
        lhs.close();
        rhs.close();
    }
}

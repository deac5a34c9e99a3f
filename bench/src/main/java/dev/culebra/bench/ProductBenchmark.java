package dev.culebra.bench;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.culebra.cuda.discovery.HostBlasDiscovery;
import dev.culebra.engine.DType;
import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.blas.BlasLibrary;
import dev.culebra.engine.cpu.gemm.Gemm;
import dev.culebra.engine.cpu.gemm.Matrix;
import dev.culebra.engine.cpu.gemm.TileEpilogue;
import dev.culebra.engine.cpu.gemm.WholeProduct;
import dev.culebra.engine.cpu.gemm.vector.VectorMicroKernels;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
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
 * Products of float matrices on the CPU: square ones, and those of a training step of the networks 784-16-16-10 and
 * 784-128-10 at batch 64. A product of {@code m×n×k} takes {@code 2·m·n·k} operations;
 * 200 of them a nanosecond are 200 GFLOP/s.
 *
 * <p>{@code mvn -q verify -Dbench=ProductBenchmark}, with {@code -Dargs="-p shape=512x512x512/nn -p threads=1"} for a
 * part, and {@code -p blas=none,openblas} beside a library.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dculebra.cpu.warmup=none"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProductBenchmark {
    /**
     * Rows by columns by inner size; then how the operands lie, the left and the right one: {@code n} in rows, {@code
     * t} transposed, in columns.
     */
    @Param({
        "256x256x256/nn", "512x512x512/nn", "512x512x512/nt", "512x512x512/tn", "1024x1024x1024/nn", "64x16x784/nn",
        "64x16x784/nt", "16x784x64/tn", "784x16x64/tn", "64x16x16/nn", "64x10x16/nn", "64x128x784/nn", "64x128x784/nt",
        "128x784x64/tn", "784x128x64/tn", "64x10x128/nn", "64x10x128/nt", "1x128x784/nt"})
    public String shape = "";

    /** Threads of the pool, the caller included. */
    @Param({"1", "2"})
    public int threads;

    /** The BLAS that computes every product, as {@code -Dculebra.cpu.blas} names it, or {@code none}. */
    @Param("none")
    public String blas = "";

    private int m;
    private int n;
    private int k;
    private Arena arena = Arena.ofShared();
    private CpuThreads pool = new CpuThreads(1);
    private Gemm<float[], MemorySegment> gemm = new Gemm<>(new VectorMicroKernels().floats(), pool);
    private Matrix lhs = new Matrix(MemorySegment.NULL, 0, 0, 0);
    private Matrix rhs = lhs;
    private Matrix out = lhs;

    /** Fills the operands. */
    @Setup(Level.Trial)
    public void open() {
        String[] parts = shape.split("[x/]");
        m = Integer.parseInt(parts[0]);
        n = Integer.parseInt(parts[1]);
        k = Integer.parseInt(parts[2]);
        pool = new CpuThreads(threads);
        gemm = new Gemm<>(new VectorMicroKernels().floats(), elsewhere(), pool);
        lhs = matrix(m, k, parts[3].charAt(0) == 't');
        rhs = matrix(k, n, parts[3].charAt(1) == 't');
        out = matrix(m, n, false);
    }

    private WholeProduct elsewhere() {
        if (blas.equals(HostBlasDiscovery.NONE)) {
            return WholeProduct.NONE;
        }
        return switch (HostBlasDiscovery.run(blas)) {
            case HostBlasDiscovery.Found(var library, String file) ->
                    new BlasLibrary(library, file, 1).products(DType.F32, threads);
            case HostBlasDiscovery.Missing missing -> throw new IllegalArgumentException(missing.reason());
        };
    }

    private Matrix matrix(int rows, int columns, boolean transposed) {
        MemorySegment segment = arena.allocate((long) rows * columns * Float.BYTES, 64);
        var random = new Random(1);
        for (long i = 0; i < (long) rows * columns; i++) {
            segment.setAtIndex(JAVA_FLOAT, i, random.nextFloat() - 0.5f);
        }
        return transposed ? new Matrix(segment, 0, 1, rows) : new Matrix(segment, 0, columns, 1);
    }

    /** One product. */
    @Benchmark
    public void product() {
        gemm.multiply(m, n, k, lhs, rhs, out, TileEpilogue.NONE);
    }

    /** Frees the operands. */
    @TearDown(Level.Trial)
    public void close() {
        pool.close();
        arena.close();
    }
}

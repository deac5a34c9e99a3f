package dev.culebra.bench;

import dev.culebra.engine.Device;
import dev.culebra.nn.data.Batch;
import dev.culebra.nn.data.DataLoader;
import dev.culebra.nn.data.Dataset;
import dev.culebra.nn.data.Epoch;
import dev.culebra.nn.data.LabelledImages;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An epoch over as many images as MNIST has, of the same size, in a random order: rows of bytes gathered and written as floats from
 * 0 to 1, labels beside them, each batch on the device. The figure is the time of one image.
 *
 * <p>{@code mvn -q verify -Dbench=DataLoadingBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class DataLoadingBenchmark {
    private static final int IMAGES = 60_000;
    private static final int SIDE = 28;
    private static final int CLASSES = 10;

    /** Images in a batch. */
    @Param({"64", "1024"})
    public int batch;

    /** Batches that another thread makes ahead. */
    @Param({"0", "2"})
    public int prefetch;

    private DataLoader loader = DataLoader.of(Dataset.of(images(1)), 1);
    private long epoch;

    /** Makes the images. */
    @Setup
    public void open() {
        loader = DataLoader.of(Dataset.of(images(IMAGES)), batch).shuffle(1).prefetch(prefetch);
    }

    private static LabelledImages images(int count) {
        byte[] pixels = new byte[count * SIDE * SIDE];
        new Random(1).nextBytes(pixels);
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % CLASSES);
        }
        return new LabelledImages(count, SIDE, SIDE, CLASSES, pixels, labels);
    }

    /** One epoch; how many images it had. */
    @Benchmark
    @OperationsPerInvocation(IMAGES)
    public int epoch() {
        int images = 0;
        try (Epoch batches = loader.epoch(epoch++, Device.of("cpu"))) {
            while (batches.hasNext()) {
                try (Batch next = batches.next()) {
                    images += next.size();
                }
            }
        }
        return images;
    }
}

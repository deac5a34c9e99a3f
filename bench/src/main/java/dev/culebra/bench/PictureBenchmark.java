package dev.culebra.bench;

import dev.culebra.nn.data.Picture;
import dev.culebra.nn.data.image.PictureFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
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
 * A picture on its way to a network: the file decoded, and the picture made as large as the network has it.
 *
 * <p>{@code mvn -q verify -Dbench=PictureBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Djava.awt.headless=true"})
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class PictureBenchmark {
    private static final int NETWORK_SIDE = 32;

    /** Of the file. */
    @Param({"png", "jpg"})
    public String format = "";

    /** Rows and columns of the file's picture. */
    @Param({"32", "256"})
    public int side;

    private Path file = Path.of("");
    private Picture picture = new Picture(1, 1, 1, new byte[1]);

    /** Writes the file: colours that flow into each other. */
    @Setup(Level.Trial)
    public void open() throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int red = 255 * x / side;
                int green = 255 * y / side;
                int blue = (x * y) & 255;
                image.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        file = Files.createTempFile("picture", "." + format);
        ImageIO.write(image, format, file.toFile());
        picture = PictureFile.read(file);
    }

    /** The file as bytes of pixels. */
    @Benchmark
    public Picture decode() {
        return PictureFile.read(file);
    }

    /** Bytes of pixels in the size of the network. */
    @Benchmark
    public Picture resize() {
        return picture.resized(NETWORK_SIDE, NETWORK_SIDE);
    }

    /** Deletes the file. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        Files.delete(file);
    }
}

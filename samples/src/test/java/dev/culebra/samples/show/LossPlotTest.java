package dev.culebra.samples.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossPlotTest {

    @TempDir
    private Path directory;

    @Test
    void writesAPicture() throws IOException {
        var plot = new LossPlot("digits", "mean cross-entropy per image");
        for (int step = 0; step < 1000; step++) {
            plot.step(step / 500.0, 2.3 * Math.exp(-step / 300.0));
        }
        plot.epoch(1, 1.3, 0.6);
        plot.epoch(2, 0.4, 0.3);
        BufferedImage image = draw(plot);
        assertEquals(2000, image.getWidth());
        assertEquals(1200, image.getHeight());
        assertTrue(colours(image) > 3, "axes, and lines in three colours");
    }

    @Test
    void writesOneWithoutAnyEpoch() throws IOException {
        var plot = new LossPlot("digits", "loss");
        plot.step(0, 2.3);
        assertEquals(2000, draw(plot).getWidth());
    }

    private BufferedImage draw(LossPlot plot) throws IOException {
        Path file = directory.resolve("loss.png");
        plot.writePng(file);
        return ImageIO.read(file.toFile());
    }

    private static long colours(BufferedImage image) {
        int width = image.getWidth();
        return IntStream.range(0, width * image.getHeight()).map(i -> image.getRGB(i % width, i / width)).distinct()
                .count();
    }
}

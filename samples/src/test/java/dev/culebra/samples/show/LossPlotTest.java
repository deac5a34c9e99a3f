package dev.culebra.samples.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LossPlotTest {

    @Test
    void writesAPicture() {
        var plot = new LossPlot("digits", "mean cross-entropy per image");
        for (int step = 0; step < 1000; step++) {
            plot.step(step / 500.0, 2.3 * Math.exp(-step / 300.0));
        }
        plot.epoch(1, 1.3, 0.6);
        plot.epoch(2, 0.4, 0.3);
        BufferedImage image = plot.draw(Theme.LIGHT);
        assertEquals(Picture.SCALE * plot.width(), image.getWidth());
        assertEquals(Picture.SCALE * plot.height(), image.getHeight());
        assertTrue(colours(image) > 3, "axes, and lines in three colours");
    }

    @Test
    void writesOneWithoutAnyEpoch() {
        var plot = new LossPlot("digits", "loss");
        plot.step(0, 2.3);
        assertTrue(colours(plot.draw(Theme.DARK)) > 3);
    }

    private static long colours(BufferedImage image) {
        int width = image.getWidth();
        return IntStream.range(0, width * image.getHeight()).map(i -> image.getRGB(i % width, i / width)).distinct()
                .count();
    }
}

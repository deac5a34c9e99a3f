package dev.culebra.samples.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {

    private static final double[] X = {0, 1, 2};
    private static final double[] Y = {3, 1, 2};

    @TempDir
    private Path directory;

    private static Plot plot() {
        return new Plot("Title", "x [m]", "y [s]").line("one", X, Y);
    }

    @Test
    void everyPictureStandsOnTheGroundOfItsTheme() {
        var grid = new ImageGrid("Weights", 2, 4).add("a", 1, 3, new double[] {-1, 0, 1});
        var bars = new Bars("Bars", "digit", "share", List.of("0", "1")).series("one", List.of(0.25, 0.75));
        for (Picture picture : List.of(plot(), grid, bars, new Beside(plot(), bars))) {
            for (Theme theme : Theme.values()) {
                BufferedImage image = picture.draw(theme);
                assertEquals(theme.ground(), new Color(image.getRGB(0, 0)), picture.toString());
                assertEquals(Picture.SCALE * picture.width(), image.getWidth());
            }
        }
    }

    @Test
    void valuesAboveAndBelowZeroHaveColoursOfTheirOwn() {
        var grid = new ImageGrid("", 1, 10).add("", 1, 3, new double[] {-2, 0, 2});
        BufferedImage image = grid.draw(Theme.LIGHT, 1);
        int y = 30 + 5;
        assertEquals(Theme.LIGHT.series(1), new Color(image.getRGB(14 + 5, y)));
        assertEquals(Theme.LIGHT.ground(), new Color(image.getRGB(14 + 15, y)));
        assertEquals(Theme.LIGHT.series(0), new Color(image.getRGB(14 + 25, y)));
    }

    @Test
    void writesAFileForEachTheme() throws IOException {
        var pictures = new Pictures(directory.resolve("new"), "sample", EnumSet.allOf(Theme.class));
        pictures.add("plot", "A line.", plot());
        Pictures.Written written = pictures.written().getFirst();
        assertEquals(directory.resolve("new/sample-plot.png"), written.file());
        for (Theme theme : Theme.values()) {
            assertEquals(theme.ground(), new Color(ImageIO.read(written.file(theme).toFile()).getRGB(0, 0)));
        }
        try (var files = Files.list(directory.resolve("new"))) {
            assertEquals(2, files.count(), "nothing else is left behind");
        }
    }

    @Test
    void leavesOutWhatIsNotFiniteAndRefusesWhatDoesNotFit() {
        double[] gap = {1, Double.NaN, Double.POSITIVE_INFINITY};
        assertTrue(new Plot("", "x", "y").line("gap", X, gap).draw(Theme.LIGHT, 1).getWidth() > 0);
        assertThrows(IllegalArgumentException.class, () -> plot().line("short", X, new double[2]));
        assertThrows(IllegalArgumentException.class,
                () -> new Bars("", "x", "y", List.of("a")).series("s", List.of()));
        assertThrows(IllegalArgumentException.class, () -> new ImageGrid("", 1).add("", 2, 2, new double[3]));
    }

    @Test
    void saysWhyAPictureCouldNotBeDrawn() {
        var pictures = new Pictures(directory, "sample", EnumSet.of(Theme.LIGHT));
        assertEquals(Optional.empty(), pictures.missing());
        pictures.add("plot", "A line.", new Picture() {
            @Override
            public int width() {
                throw new InternalError("Fontconfig head is null");
            }

            @Override
            public int height() {
                return 1;
            }

            @Override
            public void paint(Graphics2D graphics, Theme theme) {}
        });
        assertTrue(pictures.missing().orElseThrow().contains("Fontconfig head is null"), pictures.missing()::toString);
        assertEquals(List.of(), pictures.written());
        assertTrue(Files.notExists(directory.resolve("sample-plot.png")));
    }
}

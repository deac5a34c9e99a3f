package dev.culebra.samples.show;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.culebra.nn.data.LabelledImages;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigitArtTest {

    private static final byte INK = (byte) 255;

    /** Three rows of six: full over nothing, nothing over full, both full, both half, both a quarter, nothing. */
    private final LabelledImages image = new LabelledImages(1, 3, 6, 1,
            new byte[] {
                INK, 0, INK, 127, 64, 0, //
                0, INK, INK, 127, 64, 0, //
                INK, 0, 0, 0, 0, INK},
            new byte[1]);

    @Test
    void drawsTwoRowsOfPixelsInALine() {
        assertEquals(List.of("▀▄█▒░ ", "▀    ▀"), new DigitArt(Glyphs.BLOCKS).image(image, 0));
    }

    @Test
    void drawsWithSignsWhereThereAreNoBlocks() {
        assertEquals(List.of("++@=: ", "+    +"), new DigitArt(Glyphs.ASCII).image(image, 0));
    }

    @Test
    void marksTheLargestOutput() {
        List<String> lines = new DigitArt(Glyphs.ASCII).outputs(new float[] {0, 1, .5f});
        assertEquals(List.of(
                "0  " + " ".repeat(24) + " 0.0000",
                "1  " + "#".repeat(24) + " 1.0000 <",
                "2  " + "#".repeat(12) + " ".repeat(12) + " 0.5000"), lines);
    }

    @Test
    void putsImageAndOutputsSideBySide() {
        List<String> lines = new DigitArt(Glyphs.BLOCKS).imageBesideOutputs(image, 0, new float[] {1, 0, 0});
        assertEquals(3, lines.size());
        assertEquals("▀▄█▒░    0  " + "█".repeat(24) + " 1.0000 ◀", lines.getFirst());
        assertEquals(" ".repeat(9) + "2  " + " ".repeat(24) + " 0.0000", lines.getLast());
    }

    @Test
    void takesTheFirstOfEqualOutputs() {
        assertEquals(1, DigitArt.largest(new float[] {.1f, .4f, .4f}));
    }

    @Test
    void barsHaveEighthsOfACell() {
        assertEquals("█▍  ", Glyphs.BLOCKS.bar(1.375 / 4, 4));
        assertEquals("    ", Glyphs.BLOCKS.bar(-1, 4));
        assertEquals("████", Glyphs.BLOCKS.bar(7, 4));
    }
}

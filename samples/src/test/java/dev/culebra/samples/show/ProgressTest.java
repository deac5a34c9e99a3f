package dev.culebra.samples.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final StringWriter text = new StringWriter();

    @Test
    void drawsOverOneLineOfATerminalAndWipesItOut() {
        run(new Screen(new PrintWriter(text), true, Glyphs.BLOCKS));
        assertTrue(text.toString().contains("loss 0.2500"), text::toString);
        assertTrue(text.toString().contains("100%"), text::toString);
        assertTrue(text.toString().endsWith("\r\u001b[K"), text::toString);
        assertEquals(-1, text.toString().indexOf('\n'));
    }

    @Test
    void saysNothingOfAShortEpochWhereNobodyWatches() {
        run(new Screen(new PrintWriter(text), false, Glyphs.BLOCKS));
        assertEquals("", text.toString());
    }

    private static void run(Screen screen) {
        try (var progress = Progress.of(screen, "epoch 1", 64)) {
            progress.step(32, 0.5);
            progress.step(32, 0.25);
        }
    }
}

package dev.culebra.samples.show;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScreenTest {

    @Test
    void takesAsciiForNoChoiceAtAll() {
        assertEquals(StandardCharsets.UTF_8, Screen.charset(StandardCharsets.US_ASCII));
        assertEquals(StandardCharsets.ISO_8859_1, Screen.charset(StandardCharsets.ISO_8859_1));
    }

    @Test
    void drawsWithWhatTheCharsetHas() {
        assertEquals(Glyphs.BLOCKS, Glyphs.in(StandardCharsets.UTF_8));
        assertEquals(Glyphs.ASCII, Glyphs.in(StandardCharsets.ISO_8859_1));
        assertEquals(Glyphs.ASCII, Glyphs.in(Charset.forName("windows-1252")));
    }
}

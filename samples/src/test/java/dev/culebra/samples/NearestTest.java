package dev.culebra.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

    @Test
    void countsInsertedRemovedAndReplacedLetters() {
        assertEquals(0, Nearest.distance("digits", "digits"));
        assertEquals(1, Nearest.distance("digts", "digits"));
        assertEquals(1, Nearest.distance("digitts", "digits"));
        assertEquals(1, Nearest.distance("digitz", "digits"));
        assertEquals(3, Nearest.distance("kitten", "sitting"));
        assertEquals(4, Nearest.distance("", "line"));
        assertEquals(4, Nearest.distance("line", ""));
    }

    @Test
    void namesTheNearest() {
        assertEquals("; did you mean \"--rate\"?", Nearest.hint("--rat", List.of("--batch", "--rate", "--seed")));
        assertEquals("", Nearest.hint("--rat", List.of()));
    }
}

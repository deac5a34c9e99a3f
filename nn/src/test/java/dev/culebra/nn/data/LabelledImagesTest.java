package dev.culebra.nn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class LabelledImagesTest {

    private final LabelledImages images =
            new LabelledImages(3, 1, 2, 200, new byte[] {0, -1, 2, 3, 4, 5}, new byte[] {7, -57, 0});

    @Test
    void bytesAreUnsigned() {
        assertEquals(255, images.pixel(0, 0, 1));
        assertEquals(199, images.label(1));
    }

    @Test
    void rangeCopies() {
        LabelledImages range = images.range(1, 3);
        assertArrayEquals(new byte[] {2, 3, 4, 5}, range.pixels());
        assertArrayEquals(new byte[] {-57, 0}, range.labels());
        assertEquals(0, images.range(1, 1).count());
        assertThrows(IndexOutOfBoundsException.class, () -> images.range(1, 4));
    }

    @Test
    void refusesWhatDoesNotFit() {
        byte[] none = {};
        assertThrows(IllegalArgumentException.class, () -> new LabelledImages(-1, 1, 1, 10, none, none));
        assertThrows(IllegalArgumentException.class, () -> new LabelledImages(0, 1, 1, 257, none, none));
        var error = assertThrows(
                IllegalArgumentException.class, () -> new LabelledImages(1, 2, 2, 10, new byte[3], new byte[1]));
        assertEquals("images: [1, 2, 2] need 4 pixels and 1 labels, not 3 and 1", error.getMessage());
        var wrong = assertThrows(
                DataException.class, () -> new LabelledImages(2, 1, 1, 10, new byte[2], new byte[] {9, 10}));
        assertEquals("images: label 10 at 1 is outside 0…9", wrong.getMessage());
    }
}

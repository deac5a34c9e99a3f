package dev.culebra.samples.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

    private final ConfusionMatrix confusion = new ConfusionMatrix(3);

    private void add(int shown, int said, int times) {
        for (int i = 0; i < times; i++) {
            confusion.add(shown, said);
        }
    }

    @Test
    void countsAnswers() {
        add(0, 0, 6);
        add(0, 2, 2);
        add(1, 1, 12);
        assertEquals(2, confusion.count(0, 2));
        assertEquals(0, confusion.count(2, 0));
        assertEquals(18 / 20.0, confusion.accuracy());
    }

    @Test
    void isLaidOutInColumns() {
        add(0, 0, 6);
        add(0, 2, 2);
        add(1, 1, 1234);
        assertEquals("""
                shown     said
                         0    1    2   right
                   0     6    ·    2  75.0 %
                   1     · 1234    · 100.0 %
                   2     ·    ·    ·
                """, confusion.toText(Glyphs.BLOCKS));
    }

    @Test
    void drawsZeroInAsciiWhereThereIsNothingElse() {
        add(0, 0, 1);
        assertEquals("   1    .   .   .", confusion.toText(Glyphs.ASCII).lines().skip(3).findFirst().orElseThrow());
    }

    @Test
    void refusesClassesThatDoNotExist() {
        assertThrows(IndexOutOfBoundsException.class, () -> confusion.add(0, 3));
    }
}

package dev.culebra.nn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {

    @Test
    void everyExampleIsInOnePart() {
        Split split = Split.random(105, 0.1, 1);
        assertEquals(11, split.valid().length);
        assertWhole(105, split);
        assertArrayEquals(split.valid(), Split.random(105, 0.1, 1).valid());
        assertFalse(Arrays.equals(split.valid(), Split.random(105, 0.1, 2).valid()));
    }

    @Test
    void onePartMayBeEmpty() {
        assertEquals(0, Split.random(7, 0, 1).valid().length);
        assertEquals(0, Split.random(7, 1, 1).train().length);
        assertEquals(0, Split.random(0, 0.5, 1).train().length);
    }

    @Test
    void stratifiedHoldsBackTheSameShareOfEachClass() {
        byte[] labels = new byte[200];
        Arrays.fill(labels, 0, 160, (byte) 1);
        var images = new LabelledImages(200, 0, 0, 3, new byte[0], labels);
        Split split = Split.stratified(images, 0.25, 1);
        assertWhole(200, split);
        assertEquals(40, Arrays.stream(split.valid()).filter(i -> images.label(i) == 1).count());
        assertEquals(10, Arrays.stream(split.valid()).filter(i -> images.label(i) == 0).count());
    }

    @Test
    void refusesOtherFractions() {
        for (double fraction : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> Split.random(10, fraction, 1));
        }
        assertThrows(IllegalArgumentException.class, () -> Split.random(-1, 0.5, 1));
    }

    private static void assertWhole(int size, Split split) {
        int[] both = IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.valid())).sorted().toArray();
        assertArrayEquals(IntStream.range(0, size).toArray(), both);
    }
}

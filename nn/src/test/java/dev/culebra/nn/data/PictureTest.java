package dev.culebra.nn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import org.junit.jupiter.api.Test;

class PictureTest {

    private static final Picture LADDER = new Picture(1, 2, 4, new byte[] {0, 10, 20, 30, 100, 110, (byte) 200, -1});

    @Test
    void becomesAMatrixAndATensor() {
        assertArrayEquals(new int[][] {{0, 10, 20, 30}, {100, 110, 200, 255}}, LADDER.matrix());
        try (Tensor matrix = LADDER.tensor(Device.standard());
                Tensor cube = LADDER.colour().tensor(Device.standard())) {
            assertEquals(Shape.of(2, 4), matrix.shape());
            assertEquals(DType.U8, matrix.dtype());
            assertArrayEquals(new int[] {0, 10, 20, 30, 100, 110, 200, 255}, matrix.toInts());
            assertEquals(Shape.of(3, 2, 4), cube.shape());
        }
        assertArrayEquals(LADDER.matrix(), LADDER.colour().matrix());
    }

    @Test
    void shrinksToMeansOfAreas() {
        assertArrayEquals(new int[][] {{5, 25}, {105, 228}}, LADDER.resized(2, 2).matrix()); // 227.5 rounds up
        // Three pixels of 4/3 each: 0 + 10/3, 2/3·10 + 2/3·20, 1/3·20 + 30, over 4/3.
        assertArrayEquals(new int[] {3, 15, 28}, LADDER.resized(2, 3).matrix()[0]);
    }

    @Test
    void growsAlongLines() {
        assertArrayEquals(new int[] {0, 3, 8, 13, 18, 23, 28, 30}, LADDER.resized(2, 8).matrix()[0]); // 2.5 rounds up
        assertArrayEquals(new int[] {7, 7, 7}, new Picture(1, 1, 1, new byte[] {7}).resized(3, 3).matrix()[2]);
    }

    @Test
    void fitsWithoutSqueezing() {
        assertArrayEquals(new int[][] {{10, 20}, {110, 200}}, LADDER.fitted(2, 2).matrix());
        assertArrayEquals(new int[][] {{0, 10, 20, 30}}, LADDER.fitted(1, 4).matrix());
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertEquals("picture: [3, 2, 2] needs 12 bytes, not 4", assertThrows(IllegalArgumentException.class,
                () -> new Picture(3, 2, 2, new byte[4])).getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Picture(2, 1, 1, new byte[2]));
        assertThrows(IllegalArgumentException.class, () -> LADDER.resized(0, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> LADDER.part(1, 0, 2, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> LADDER.pixel(0, 0, 4));
    }
}

package dev.culebra.nn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderTest {

    @Test
    void sequentialIsAsNumbered() {
        assertArrayEquals(new int[] {0, 1, 2}, new Order.Sequential().of(3, 7));
    }

    @Test
    void shuffledIsAPermutation() {
        for (int size : new int[] {0, 1, 2, 1000}) {
            int[] order = new Order.Shuffled(1).of(size, 0);
            Arrays.sort(order);
            assertArrayEquals(IntStream.range(0, size).toArray(), order);
        }
    }

    @Test
    void shuffledDependsOnSeedAndEpoch() {
        int[] order = new Order.Shuffled(1).of(100, 0);
        assertArrayEquals(order, new Order.Shuffled(1).of(100, 0));
        assertFalse(Arrays.equals(order, new Order.Shuffled(1).of(100, 1)));
        assertFalse(Arrays.equals(order, new Order.Shuffled(2).of(100, 0)));
    }

    /** Training runs are repeated from their seed: this order may never change. */
    @Test
    void shuffledStaysTheSame() {
        assertEquals("[7, 2, 6, 8, 0, 1, 5, 9, 3, 4]", Arrays.toString(new Order.Shuffled(1).of(10, 0)));
    }

    /** Each of the six orders of three comes n/6 times ± √(n·1/6·5/6) = 91; six of those. */
    @Test
    void everyOrderIsAsLikely() {
        int[] counts = new int[27];
        for (int epoch = 0; epoch < 60_000; epoch++) {
            int[] order = new Order.Shuffled(3).of(3, epoch);
            counts[order[0] * 9 + order[1] * 3 + order[2]]++;
        }
        int[] seen = Arrays.stream(counts).filter(count -> count > 0).toArray();
        assertEquals(6, seen.length);
        for (int count : seen) {
            assertEquals(10_000, count, 6 * 91);
        }
    }
}

package dev.culebra.nn.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SplitMixTest {

    private static final int DRAWS = 1_000_000;

    /** The values that the published algorithm gives for the state 1234567. */
    @Test
    void isSplitMix64() {
        var random = new SplitMix(1234567);
        assertEquals(6457827717110365317L, random.nextLong());
        assertEquals(3203168211198807973L, random.nextLong());
        assertEquals(Long.parseUnsignedLong("9817491932198370423"), random.nextLong());
    }

    @Test
    void streamsAndSeedsDiffer() {
        long first = SplitMix.of(1, 2).nextLong();
        assertEquals(first, SplitMix.of(1, 2).nextLong());
        assertNotEquals(first, SplitMix.of(1, 3).nextLong());
        assertNotEquals(first, SplitMix.of(2, 1).nextLong());
    }

    /** Each count is binomial with standard deviation √(n·p·(1-p)) = 350; six of them. */
    @Test
    void boundedNumbersAreUniform() {
        var random = SplitMix.of(1, 1);
        int[] counts = new int[7];
        for (int i = 0; i < DRAWS; i++) {
            counts[random.nextInt(7)]++;
        }
        for (int count : counts) {
            assertEquals(DRAWS / 7.0, count, 6 * 350);
        }
        for (int i = 0; i < 1000; i++) {
            assertEquals(0, random.nextInt(1));
            int large = random.nextInt(Integer.MAX_VALUE);
            assertTrue(large >= 0 && large < Integer.MAX_VALUE);
        }
    }

    @Test
    void betweenStaysBetween() {
        var random = SplitMix.of(1, 2);
        double sum = 0;
        for (int i = 0; i < DRAWS; i++) {
            double value = random.between(-2, 6);
            assertTrue(value >= -2 && value < 6);
            sum += value;
        }
        assertEquals(2, sum / DRAWS, 6 * (8 / Math.sqrt(12)) / Math.sqrt(DRAWS));
    }

    /** Standard errors of mean and variance over n draws: 1/√n and about √(2/n); six of each. */
    @Test
    void bellHasMeanZeroAndVarianceOne() {
        var random = SplitMix.of(1, 3);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            double value = random.bell();
            assertTrue(Math.abs(value) < 4.9);
            sum += value;
            squares += value * value;
        }
        assertEquals(0, sum / DRAWS, 6 / Math.sqrt(DRAWS));
        assertEquals(1, squares / DRAWS, 6 * Math.sqrt(2.0 / DRAWS));
    }
}

package dev.culebra.engine.cpu.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhiloxTest {
    /** The answers that Random123, the authors' library, publishes for ten rounds of Philox 4×32. */
    @ParameterizedTest
    @CsvSource({
        "00000000 00000000 00000000 00000000, 00000000 00000000, 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
        "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff, 408f276d 41c83b0e a20bc7c6 6d5451fd",
        "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0, d16cfe09 94fdcceb 5001e420 24126ea1"})
    void givesThePublishedAnswers(String counter, String key, String answer) {
        int[] c = words(counter);
        int[] k = words(key);
        int[] image = new int[Philox.WORDS];
        Philox.permute(c[0], c[1], c[2], c[3], k[0], k[1], image, 0);
        assertArrayEquals(words(answer), image);
    }

    @Test
    void countsBlocksInTheTwoLowWords() {
        long seed = 0x299f31d0a4093822L;
        long first = 0xFFFFFFFFL;
        int[] filled = new int[2 * Philox.WORDS];
        Philox.fill(seed, first, filled, 2);
        int[] expected = new int[2 * Philox.WORDS];
        Philox.permute(0xFFFFFFFF, 0, 0, 0, 0xa4093822, 0x299f31d0, expected, 0);
        Philox.permute(0, 1, 0, 0, 0xa4093822, 0x299f31d0, expected, Philox.WORDS);
        assertArrayEquals(expected, filled);
    }

    private static int[] words(String hex) {
        return Arrays.stream(hex.split(" ")).mapToInt(word -> Integer.parseUnsignedInt(word, 16)).toArray();
    }
}

package dev.culebra.engine.cpu.random;

/**
 * Philox 4×32-10, the counter-based generator of J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, "Parallel random
 * numbers: as easy as 1, 2, 3", SC 2011: a bijection of a counter of four 32-bit words under a key of two, in ten rounds.
 *
 * <p>Here block {@code b} of a seed is what becomes of the counter {@code (b mod 2^32, b div 2^32, 0, 0)} under the key
 * {@code (seed mod 2^32, seed div 2^32)}, both taken as unsigned. The words of a seed are those of block 0, block 1, and so
 * on: word {@code w} is word {@code w mod 4} of block {@code w div 4}.
 *
 * <pre>{@code
 * int[] words = new int[8];
 * Philox.fill(seed, 5, words, 2); // words 20 to 27 of the seed
 * }</pre>
 */
public final class Philox {
    /** Words of a block. */
    public static final int WORDS = 4;

    private static final int ROUNDS = 10;
    private static final int M0 = 0xD2511F53;
    private static final int M1 = 0xCD9E8D57;
    private static final int W0 = 0x9E3779B9;
    private static final int W1 = 0xBB67AE85;
    private static final long LOW = 0xFFFFFFFFL;

    private Philox() {}

    /** Writes the words of {@code blocks} blocks, the first of them number {@code block}, to the beginning of an array. */
    public static void fill(long seed, long block, int[] words, int blocks) {
        int key0 = (int) seed;
        int key1 = (int) (seed >>> 32);
        for (int i = 0; i < blocks; i++) {
            long number = block + i;
            permute((int) number, (int) (number >>> 32), 0, 0, key0, key1, words, i * WORDS);
        }
    }

    /** Writes the image of one counter under one key to {@code words}, from {@code at}. */
    static void permute(int counter0, int counter1, int counter2, int counter3, int key0, int key1, int[] words,
            int at) {
        int x0 = counter0;
        int x1 = counter1;
        int x2 = counter2;
        int x3 = counter3;
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = (M0 & LOW) * (x0 & LOW);
            long product1 = (M1 & LOW) * (x2 & LOW);
            x0 = (int) (product1 >>> 32) ^ x1 ^ (key0 + round * W0);
            x1 = (int) product1;
            x2 = (int) (product0 >>> 32) ^ x3 ^ (key1 + round * W1);
            x3 = (int) product0;
        }
        words[at] = x0;
        words[at + 1] = x1;
        words[at + 2] = x2;
        words[at + 3] = x3;
    }
}

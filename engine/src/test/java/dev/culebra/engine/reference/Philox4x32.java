package dev.culebra.engine.reference;

/**
 * Philox 4×32-10 by Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011: ten rounds of two
 * multiplications each, under a key that grows by a constant from round to round.
 */
final class Philox4x32 {
    private static final long WORD = 0xFFFFFFFFL;

    private Philox4x32() {}

    /** Word {@code number} of a seed: of the image of counter {@code number / 4}. */
    static long word(long seed, long number) {
        long block = number >>> 2;
        return image(new long[] {block & WORD, block >>> 32, 0, 0}, seed & WORD, seed >>> 32)[(int) (number & 3)];
    }

    /** The image of a counter of four words under a key of two. */
    static long[] image(long[] counter, long key0, long key1) {
        long[] x = counter;
        for (int round = 0; round < 10; round++) {
            long k0 = key0 + round * 0x9E3779B9L & WORD;
            long k1 = key1 + round * 0xBB67AE85L & WORD;
            long product0 = 0xD2511F53L * x[0];
            long product1 = 0xCD9E8D57L * x[2];
            x = new long[] {product1 >>> 32 ^ x[1] ^ k0, product1 & WORD, product0 >>> 32 ^ x[3] ^ k1, product0 & WORD};
        }
        return x;
    }
}

package dev.culebra.nn.data;

import java.util.random.RandomGenerator;

/**
 * SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014; mixing constants
 * by Stafford), written out here because orders and images that come from a seed must be the same on every platform
 * and every release of Java.
 */
final class SplitMix implements RandomGenerator {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final double ONE_IN_2_TO_53 = 0x1p-53;
    private static final double BELL_SCALE = 1 / Math.sqrt(8 * (65536 - 1) / 12.0);

    private long state;

    SplitMix(long state) {
        this.state = state;
    }

    /** The numbers of stream {@code stream}, unrelated to those of any other stream or seed. */
    static SplitMix of(long seed, long stream) {
        return new SplitMix(mix(mix(seed + GOLDEN_GAMMA) ^ mix(stream)));
    }

    @Override
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform from 0 (inclusive) to {@code bound} (exclusive). */
    @Override
    public int nextInt(int bound) {
        return (int) Math.multiplyHigh(nextLong() >>> 1, (long) bound << 1);
    }

    /** Uniform from {@code low} to {@code high}. */
    double between(double low, double high) {
        return low + (high - low) * ((nextLong() >>> 11) * ONE_IN_2_TO_53);
    }

    /**
     * About normal with mean 0 and variance 1, never beyond ±4.9: the sum of the eight bytes of one number, each
     * uniform on 0 … 255 with variance (256² − 1) / 12.
     */
    double bell() {
        long bits = nextLong();
        long pairs = (bits & 0x00ff00ff00ff00ffL) + (bits >>> 8 & 0x00ff00ff00ff00ffL);
        long sum = (pairs * 0x0001000100010001L) >>> 48;
        return (sum - 8 * 127.5) * BELL_SCALE;
    }

    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}

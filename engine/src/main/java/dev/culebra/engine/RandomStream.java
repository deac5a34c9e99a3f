package dev.culebra.engine;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A stream of random numbers: a seed and a counter of numbers drawn so far. The n-th number of a seed is the same on
 * every backend, for every vector width and number of threads, because it is computed from (seed, n) alone, by Philox
 * 4×32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011). Safe for use by several threads.
 *
 * <pre>{@code
 * RandomStream random = new RandomStream(42);
 * Tensor noise = Tensor.random(new Distribution.Normal(0, 1), Shape.of(3, 4), DType.F32, random, Device.standard());
 * random.drawn(); // 12
 * }</pre>
 */
public final class RandomStream {
    private final long seed;
    private final AtomicLong drawn;

    /**
     * @param seed any number; equal seeds give equal streams
     */
    public RandomStream(long seed) {
        this(seed, 0);
    }

    /**
     * @param seed any number
     * @param drawn numbers to consider drawn already, at least 0: where a saved stream goes on
     */
    public RandomStream(long seed, long drawn) {
        this.seed = seed;
        this.drawn = new AtomicLong(checked(drawn));
    }

    /** The seed. */
    public long seed() {
        return seed;
    }

    /** Numbers drawn so far. */
    public long drawn() {
        return drawn.get();
    }

    /**
     * Takes the next {@code count} numbers.
     *
     * @return the number of the first one taken
     * @throws IllegalArgumentException if {@code count} is negative
     */
    public long take(long count) {
        if (count < 0) {
            throw new IllegalArgumentException("random: numbers to take must be ≥ 0, got " + count);
        }
        return drawn.getAndAdd(count);
    }

    /**
     * Goes on, or back, to where a stream of this seed was saved.
     *
     * @param count numbers to consider drawn, at least 0
     * @throws IllegalArgumentException if it is negative
     */
    public void resume(long count) {
        drawn.set(checked(count));
    }

    private static long checked(long drawn) {
        if (drawn < 0) {
            throw new IllegalArgumentException("random: numbers drawn must be ≥ 0, got " + drawn);
        }
        return drawn;
    }
}

package dev.culebra.cuda;

/**
 * How many threads a launch has: {@code x·y·z} blocks of {@code blockX·blockY·blockZ}.
 *
 * <p>{@snippet :
 * Grid grid = Grid.linear(1000, 256); // 4 blocks of 256 threads
 * }
 *
 * @param sharedBytes dynamic shared memory of a block
 */
public record Grid(int x, int y, int z, int blockX, int blockY, int blockZ, int sharedBytes) {
    /** Blocks and threads in one direction. */
    public static Grid of(int blocks, int threads) {
        return new Grid(blocks, 1, 1, threads, 1, 1, 0);
    }

    /**
     * A thread for each element.
     *
     * @throws ArithmeticException when that takes 2³¹ blocks or more
     */
    public static Grid linear(long elements, int threads) {
        return of(Math.toIntExact(Math.ceilDiv(elements, threads)), threads);
    }

    public Grid withSharedBytes(int bytes) {
        return new Grid(x, y, z, blockX, blockY, blockZ, bytes);
    }

    /** {@code grid [4, 1, 1], block [256, 1, 1], shared 0 bytes}. */
    @Override
    public String toString() {
        return "grid [" + x + ", " + y + ", " + z + "], block [" + blockX + ", " + blockY + ", " + blockZ + "], shared "
                + sharedBytes + " bytes";
    }
}

package dev.culebra.engine.cpu;

/**
 * A range {@code [0, total)} cut into pieces of one size, the last one shorter: tasks for {@link CpuThreads}. The cut does
 * not depend on the number of threads.
 *
 * <pre>{@code
 * Chunks chunks = Chunks.of(1000, 300);
 * chunks.count();  // 4
 * chunks.from(3);  // 900
 * chunks.to(3);    // 1000
 * }</pre>
 *
 * @param total end of the range
 * @param size of one piece, at least 1
 */
public record Chunks(long total, long size) {
    private static final int MOST = 128;

    /** Pieces of at least {@code size}, larger where there would be more than {@value #MOST} of them. */
    public static Chunks of(long total, long size) {
        return new Chunks(total, Math.max(Math.max(1, size), Math.ceilDiv(total, MOST)));
    }

    /** How many pieces. */
    public int count() {
        return (int) Math.ceilDiv(total, size);
    }

    /** Where a piece begins. */
    public long from(int chunk) {
        return chunk * size;
    }

    /** Where a piece ends, exclusive. */
    public long to(int chunk) {
        return Math.min(total, (chunk + 1) * size);
    }
}

package dev.culebra.engine.cpu.gemm;

/**
 * How a product is cut to fit the caches, after Goto and van de Geijn, <em>Anatomy of High-Performance Matrix
 * Multiplication</em> (2008): a right panel {@code [depth, tile columns]} stays in the first-level cache while a left block
 * {@code [rows, depth]}, in the second-level one, passes by it.
 *
 * <p>Only {@code depth} has a say in the result's rounding: sums of {@code depth} products are added up. It depends on nothing
 * but the micro-kernel.
 *
 * @param rows rows of a block of the left operand
 * @param depth how many products are summed before the sum is added to the result
 * @param columns columns of the result that are finished together, while they are in the second-level cache
 * @param packedDepth how many rows of the right operand are packed at a time, a multiple of {@code depth}
 * @param packedColumns how many columns of the right operand are packed at a time
 */
public record Blocking(int rows, int depth, int columns, int packedDepth, int packedColumns) {
    private static final int PANEL_BYTES = 24 << 10;
    private static final int MAX_DEPTH = 256;
    private static final int PACKED_BYTES = 16 << 20;

    /** The blocking for a micro-kernel. */
    public static Blocking of(MicroKernel<?> kernel) {
        int depth = Math.min(MAX_DEPTH, PANEL_BYTES / (kernel.columns() * kernel.elementBytes()));
        int packedDepth = Math.max(1, 2048 / depth) * depth;
        int packedColumns = PACKED_BYTES / kernel.elementBytes() / packedDepth;
        return new Blocking(
                roundUp(96, kernel.rows()),
                depth,
                roundUp(512, kernel.columns()),
                packedDepth,
                packedColumns / kernel.columns() * kernel.columns());
    }

    static int roundUp(int value, int multiple) {
        return (value + multiple - 1) / multiple * multiple;
    }
}

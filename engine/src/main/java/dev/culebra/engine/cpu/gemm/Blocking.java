package dev.culebra.engine.cpu.gemm;

/**
 * How a product is cut to fit the caches, after Goto and van de Geijn, <em>Anatomy of High-Performance Matrix
 * Multiplication</em> (2008): a right panel, {@code depth} deep, stays in the first-level cache while a block of left
 * ones, in the second-level cache, passes by it.
 *
 * <p>Only {@code depth} has a say in the result's rounding: sums of so many products are added up. It depends on
 * nothing but {@code k} and the micro-kernel.
 *
 * @param rows rows of a block of the left operand, in a product that is cut into rows
 * @param depth how many products are summed before the sum is added to the result
 * @param columns columns of the result that are finished together, while they are in a cache
 * @param packedRows how many rows of the left operand are packed at a time, in a product that is cut into columns
 * @param packedColumns how many columns of the right operand are packed at a time, in a product that is cut into rows
 */
record Blocking(int rows, int depth, int columns, int packedRows, int packedColumns) {
    private static final int ROWS = 192;
    private static final int COLUMNS = 512;
    private static final int PACKED_BYTES = 8 << 20;

    /**
     * The blocking of a product of depth {@code k}: depths in equal parts, so that none is too short to be worth its
     * while.
     */
    static Blocking of(MicroKernel<?, ?> kernel, long k) {
        int depth = (int) part(k, kernel.depth());
        long packed = PACKED_BYTES / kernel.elementBytes() / depth;
        return new Blocking((int) roundUp(ROWS, kernel.rows()), depth, (int) roundUp(COLUMNS, kernel.columns()),
                (int) roundUp(packed, kernel.rows()), (int) roundUp(packed, kernel.columns()));
    }

    /** The size of each of the fewest equal parts of {@code whole} that are not greater than {@code most}. */
    private static long part(long whole, long most) {
        long parts = (whole + most - 1) / most;
        return (whole + parts - 1) / parts;
    }

    static long roundUp(long value, long multiple) {
        return (value + multiple - 1) / multiple * multiple;
    }
}

package dev.culebra.engine.cpu.gemm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A small product that takes the way through a kernel which larger ones of its kind take.
 *
 * @param lhs order of the left operand's elements
 * @param rhs order of the right one's
 * @param shallow a depth as small as can be for the same way
 */
record ProductForm(Gemm.Way way, int m, int n, int k, Order lhs, Order rhs, int shallow) {
    /** How many {@linkplain #code kinds of products} there are. */
    static final int CODES = 3 * 2 * 2 * 3 * 3 * 3;

    /** More rows than a kernel takes for few. */
    private static final int MANY_ROWS = 66;
    private static final int MANY_COLUMNS = 64;
    private static final int DEPTH = 32;
    private static final int SHALLOW = 2;
    /** As many as a vector may have elements: what does not fill one has to be left over here too. */
    private static final int LANES = 16;

    /** How elements lie one after the other. */
    enum Order {
        ROWS,
        COLUMNS,
        GAPS;

        static Order of(Matrix matrix) {
            return matrix.columnStride() == 1 ? ROWS : matrix.rowStride() == 1 ? COLUMNS : GAPS;
        }

        /** A new matrix of elements of any type, all zero. */
        Matrix matrix(int rows, int columns) {
            int gap = this == GAPS ? 2 : 1;
            long bytes = (long) rows * columns * gap * Double.BYTES;
            MemorySegment segment = Arena.ofAuto().allocate(bytes, Double.BYTES);
            return this == COLUMNS ? new Matrix(segment, 0, 1, rows) : new Matrix(segment, 0, columns * gap, gap);
        }
    }

    /** The small product for a large one: with more rows than columns if that has, too. */
    static ProductForm of(MicroKernel<?, ?> kernel, long m, long n, long k, Matrix lhs, Matrix rhs) {
        Gemm.Way way = Gemm.Way.of(kernel, m, n, k, lhs, rhs);
        int rows = shrunk(m, m > n ? MANY_ROWS + LANES : MANY_ROWS);
        int columns = shrunk(n, m > n ? MANY_COLUMNS : MANY_COLUMNS + 2 * LANES);
        int depth = shrunk(k, DEPTH);
        return new ProductForm(way, rows, columns, depth, Order.of(lhs), Order.of(rhs), way == Gemm.Way.DOTS ? depth
                : Math.min(SHALLOW, depth));
    }

    private static int shrunk(long size, int most) {
        return (int) Math.min(size, most + size % LANES);
    }

    /** A number below {@link #CODES}, the same for products that a kernel computes alike. */
    static int code(MicroKernel<?, ?> kernel, long m, long n, long k, Matrix lhs, Matrix rhs) {
        int way = Gemm.Way.of(kernel, m, n, k, lhs, rhs).ordinal();
        int width = n >= kernel.columns() ? 2 : 2 * n > kernel.columns() ? 1 : 0;
        int rows = (m < MANY_ROWS ? 1 : 0) + (m > n ? 2 : 0);
        return (((way * 4 + rows) * 3 + width) * 3 + Order.of(lhs).ordinal()) * 3 + Order.of(rhs).ordinal();
    }
}

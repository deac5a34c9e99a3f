package dev.culebra.engine.cpu.gemm;

import java.util.Optional;

/** The tiles of one product: multiplied from panels, or from where the right operand lies, and written to the result. */
record Tiles<L, R>(MicroKernel<L, R> kernel, Matrix rhs, Matrix out, Optional<R> rhsInPlace) {
    private static final int LINE_ELEMENTS = 16;

    /** From one row to the next in a left panel: an odd number of cache lines, so that rows do not compete for places. */
    static int lhsRow(int depth) {
        return (depth + LINE_ELEMENTS - 1) / LINE_ELEMENTS * LINE_ELEMENTS | LINE_ELEMENTS;
    }

    /**
     * Some rows and columns of the result, which begin at {@code [row, column]}; what they are summed of begins at {@code inner}.
     *
     * @param left panels of these rows, from {@code leftAt} on
     * @param right panels of these columns, from {@code rightAt} on, unless the right operand is read where it lies
     * @param tile room for 48 rows
     */
    void sweep(long row, int rows, long column, int columns, long inner, int depth, L left, int leftAt, R right,
            long rightAt, L tile) {
        int step = kernel.unpackRows(out);
        for (int j = 0, width; j < columns; j += width) {
            boolean packed = rhsInPlace.isEmpty();
            width = packed ? Math.min(kernel.columns(), columns - j) : kernel.wholeColumns(columns - j);
            long rhsRow = packed ? kernel.rhsWidth(width) : rhs.rowStride();
            long rhsAt = packed ? rightAt + (long) j * depth : rhs.index(inner, column + j);
            for (int i = 0; i < rows; i += step) {
                group(out.index(row + i, column + j), Math.min(step, rows - i), width, inner > 0, depth, left,
                        leftAt + i
                                * lhsRow(depth),
                        right, rhsAt, rhsRow, tile);
            }
        }
    }

    /** Tiles one above the other that are written together. */
    private void group(long index, int rows, int columns, boolean accumulate, int depth, L left, int leftAt, R right,
            long rhsAt, long rhsRow, L tile) {
        int lhsRow = lhsRow(depth);
        for (int i = 0; i < rows; i += kernel.rows()) {
            kernel.multiply(columns, depth, left, leftAt + i * lhsRow, lhsRow, right, rhsAt, rhsRow, tile, i * kernel
                    .columns());
        }
        kernel.unpack(tile, rows, columns, out, index, accumulate);
    }
}

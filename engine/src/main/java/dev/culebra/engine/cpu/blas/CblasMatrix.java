package dev.culebra.engine.cpu.blas;

import dev.culebra.engine.cpu.gemm.Matrix;
import java.util.Optional;

/**
 * A matrix as BLAS is told of it: rows one after the other, or the transpose of that.
 *
 * <p>{@code CblasMatrix.of(new Matrix(segment, 0, 1, 5), 5, 3)} is {@code transposed} with {@code leading = 5}.
 *
 * @param transposed whether it lies by columns
 * @param leading from one row (column) to the next, in elements
 */
record CblasMatrix(boolean transposed, long leading) {
    /** Nothing where neither its rows nor its columns are without gaps, or where they overlap. */
    static Optional<CblasMatrix> of(Matrix matrix, long rows, long columns) {
        if (liesInRows(matrix.rowStride(), matrix.columnStride(), rows, columns)) {
            return Optional.of(new CblasMatrix(false, leading(matrix.rowStride(), rows, columns)));
        }
        return liesInRows(matrix.columnStride(), matrix.rowStride(), columns, rows)
                ? Optional.of(new CblasMatrix(true, leading(matrix.columnStride(), columns, rows)))
                : Optional.empty();
    }

    /** A stride along an axis of one element is never taken. */
    private static boolean liesInRows(long rowStride, long columnStride, long rows, long columns) {
        return (columns == 1 || columnStride == 1)
                && (rows == 1 || (rowStride >= columns && rowStride <= Integer.MAX_VALUE));
    }

    private static long leading(long rowStride, long rows, long columns) {
        return rows == 1 ? columns : rowStride;
    }
}

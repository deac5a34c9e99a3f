package dev.culebra.engine.cpu;

import dev.culebra.engine.View;
import dev.culebra.engine.cpu.gemm.Matrix;

/**
 * Matrices along the last two axes of a view.
 *
 * @param rowStride from one row to the next, in elements
 * @param columnStride from one column to the next, in elements
 */
record MatrixOperand(View view, long rowStride, long columnStride) {
    static MatrixOperand of(View view) {
        int rank = view.shape().rank();
        return new MatrixOperand(view, view.layout().stride(rank - 2), view.layout().stride(rank - 1));
    }

    /** The matrix that begins at this element of the storage. */
    Matrix matrix(long offset) {
        return new Matrix(HostStorage.segment(view), offset, rowStride, columnStride);
    }
}

package dev.culebra.engine;

/**
 * Matrix products.
 *
 * <pre>{@code
 * Tensor product = a.matmul(b); // [m, k] · [k, n] → [m, n]
 *
 * Expr addBias = Expr.input(0).add(Expr.input(1));
 * Tensor y = x.matmul(weight.transpose(), Epilogue.of(addBias, bias)); // bias [n], added on the way out
 * }</pre>
 */
public sealed interface Products permits Tensor {
    /**
     * Matrix product of the last two axes; axes before them are batches and broadcast. A left operand of rank 1 is a row
     * {@code [1, k]}, a right one a column {@code [k, 1]}, and the added axis disappears from the result.
     *
     * @param rhs {@code […, k, n]} for {@code […, m, k]}; same dtype and device
     * @return {@code […, m, n]}
     * @throws ShapeException if an operand is a scalar, inner dimensions differ or batches do not broadcast
     * @throws DTypeException unless both are F32 or both F64
     */
    default Tensor matmul(Tensor rhs) {
        return matmul(rhs, Epilogue.NONE);
    }

    /**
     * Matrix product with a function applied on the way out.
     *
     * @param epilogue its operands broadcast to {@code […, m, n]}
     * @return {@code […, m, n]}
     * @throws ShapeException as {@link #matmul(Tensor)}, or if an operand of the epilogue does not broadcast
     * @throws DTypeException as {@link #matmul(Tensor)}
     * @throws ClosedTensorException if an operand of the epilogue was closed
     */
    default Tensor matmul(Tensor rhs, Epilogue epilogue) {
        return Multiplying.matmul((Tensor) this, rhs, epilogue);
    }
}

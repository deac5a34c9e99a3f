package dev.culebra.cuda;

/**
 * A product for cuBLASLt: {@code D = epilogue(alpha·op(A)·op(B) + beta·C)}, column-major as in {@link Blas}.
 *
 * <p>{@snippet :
 * LtProduct product = LtProduct.of(m, n, k, Transpose.NO, Transpose.NO, m, k, m).with(Epilogue.RELU_BIAS);
 * }
 *
 * @param lda elements from a column of {@code A} as it is stored to the next; likewise {@code ldb}, and {@code ldc} for both
 *     {@code C} and {@code D}
 * @param type of {@code A} and {@code B}
 * @param resultType of {@code C} and {@code D}, and of a bias
 * @param auxLd elements from a column of an epilogue's other output to the next; 0 where it has none
 * @param batch how many products, each {@code strideA}, {@code strideB}, {@code strideC} elements after the one before
 */
public record LtProduct(int m, int n, int k, Transpose transA, Transpose transB, long lda, long ldb, long ldc,
        DataType type,
        DataType resultType, Compute compute, Epilogue epilogue, long auxLd, int batch, long strideA, long strideB,
        long strideC) {
    /** One product of floats, summed as floats, and nothing after it. */
    public static LtProduct of(int m, int n, int k, Transpose transA, Transpose transB, long lda, long ldb, long ldc) {
        return new LtProduct(m, n, k, transA, transB, lda, ldb, ldc, DataType.F32, DataType.F32, Compute.F32,
                Epilogue.NONE, 0,
                1, 0, 0, 0);
    }

    public LtProduct with(Epilogue other) {
        return new LtProduct(m, n, k, transA, transB, lda, ldb, ldc, type, resultType, compute, other, auxLd, batch,
                strideA,
                strideB, strideC);
    }

    public LtProduct with(Compute other) {
        return new LtProduct(m, n, k, transA, transB, lda, ldb, ldc, type, resultType, other, epilogue, auxLd, batch,
                strideA,
                strideB, strideC);
    }

    public LtProduct with(DataType factors, DataType result) {
        return new LtProduct(m, n, k, transA, transB, lda, ldb, ldc, factors, result, compute, epilogue, auxLd, batch,
                strideA,
                strideB, strideC);
    }

    /** With {@code aux} columns so far apart: a multiple of 128 for ReLU's bits, of 8 for GELU's input. */
    public LtProduct withAuxLd(long ld) {
        return new LtProduct(m, n, k, transA, transB, lda, ldb, ldc, type, resultType, compute, epilogue, ld, batch,
                strideA,
                strideB, strideC);
    }

    public LtProduct withBatch(int count, long a, long b, long c) {
        return new LtProduct(m, n, k, transA, transB, lda, ldb, ldc, type, resultType, compute, epilogue, auxLd, count,
                a, b,
                c);
    }
}

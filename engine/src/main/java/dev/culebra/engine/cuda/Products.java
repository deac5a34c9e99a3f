package dev.culebra.engine.cuda;

import dev.culebra.cuda.Blas;
import dev.culebra.cuda.Compute;
import dev.culebra.cuda.DataType;
import dev.culebra.cuda.Grid;
import dev.culebra.cuda.KernelArguments;
import dev.culebra.cuda.KernelSource;
import dev.culebra.cuda.Transpose;
import dev.culebra.engine.DType;
import dev.culebra.engine.View;

/**
 * Batched matrix products by cuBLAS, or by Culebra's own kernel where there is none. cuBLAS counts columns first, so a row-major
 * {@code C = A·B} is asked for as {@code Cᵀ = Bᵀ·Aᵀ}: the factors change places, and nothing moves.
 */
final class Products {
    private static final int TILE = 64;
    private static final int THREADS = 256;
    private static final int LARGEST_GRID = 65535;

    private final Card card;
    private final Kernels kernels;

    Products(Card card, Kernels kernels) {
        this.card = card;
        this.kernels = kernels;
    }

    /**
     * A factor, {@code [batch, rows, columns]}.
     *
     * @param address of the first element
     */
    record Factor(long address, long batchStride, long rowStride, long columnStride) {
        /** Whether rows, or columns, lie without gaps within, as cuBLAS needs it. */
        boolean isBlas(long rows, long columns) {
            return isLeading(rowStride, columnStride, rows, columns)
                    || isLeading(columnStride, rowStride, columns, rows);
        }

        private static boolean isLeading(long leading, long unit, long count, long length) {
            return (unit == 1 || length == 1) && (leading >= Math.max(1, length) || count == 1)
                    && leading <= Integer.MAX_VALUE;
        }

        /** Whether columns lie without gaps: to cuBLAS, then, a row-major matrix that is not transposed. */
        boolean isRowMajor(long rows, long columns) {
            return isLeading(rowStride, columnStride, rows, columns);
        }

        int leading(long rows, long columns) {
            boolean rowMajor = isRowMajor(rows, columns);
            long length = rowMajor ? columns : rows;
            return (int) Math.max(Math.max(1, length), rowMajor ? rowStride : columnStride);
        }
    }

    /**
     * @param c {@code [batch, m, n]} without gaps
     */
    void multiply(DType dtype, long batch, long m, long n, long k, Factor a, Factor b, View c) {
        boolean fits = Math.max(m, Math.max(n, k)) <= Integer.MAX_VALUE && batch <= Integer.MAX_VALUE;
        if (card.blas().isPresent() && fits && a.isBlas(m, k) && b.isBlas(k, n)) {
            byBlas(dtype, (int) batch, (int) m, (int) n, (int) k, a, b, c);
        } else {
            byKernel(dtype, batch, m, n, k, a, b, c);
        }
    }

    private void byBlas(DType dtype, int batch, int m, int n, int k, Factor a, Factor b, View c) {
        Lane lane = card.lane();
        Blas blas = card.blas().orElseThrow().blas();
        long result = CudaStorage.address(c, lane.stream(), card);
        Transpose transA = a.isRowMajor(m, k) ? Transpose.NO : Transpose.YES;
        Transpose transB = b.isRowMajor(k, n) ? Transpose.NO : Transpose.YES;
        boolean single = dtype == DType.F32;
        blas.gemm(lane.blas().get(), transB, transA, n, m, k, 1, b.address, b.leading(k, n), b.batchStride, a.address, a
                .leading(m, k), a.batchStride, 0, result, n, (long) m * n, batch, single ? DataType.F32 : DataType.F64,
                single ? Compute.F32 : Compute.F64);
    }

    private void byKernel(DType dtype, long batch, long m, long n, long k, Factor a, Factor b, View c) {
        long stream = card.stream();
        long result = CudaStorage.address(c, stream, card);
        long function = kernels.shipped(KernelSource.GEMM, "culebra_matmul_" + (dtype == DType.F32 ? "f32" : "f64"));
        long matrixBytes = m * n * dtype.bytes();
        for (long first = 0; first < batch; first += LARGEST_GRID) {
            int many = (int) Math.min(LARGEST_GRID, batch - first);
            Grid grid = new Grid(Math.toIntExact(Math.ceilDiv(n, TILE)), Math.toIntExact(Math.ceilDiv(m, TILE)), many,
                    THREADS, 1, 1, 0);
            KernelArguments arguments = KernelArguments.start().address(a.address + first * a.batchStride * dtype
                    .bytes()).address(b.address + first * b.batchStride * dtype.bytes()).address(result + first
                            * matrixBytes)
                    .int64(m).int64(n).int64(k).int64(a.batchStride).int64(a.rowStride).int64(
                            a.columnStride)
                    .int64(b.batchStride).int64(b.rowStride).int64(b.columnStride);
            card.launch(function, grid, arguments);
        }
    }
}

package dev.culebra.engine.cuda;

import dev.culebra.cuda.Blas;
import dev.culebra.cuda.Compute;
import dev.culebra.cuda.DataType;
import dev.culebra.cuda.Grid;
import dev.culebra.cuda.KernelArguments;
import dev.culebra.cuda.KernelSource;
import dev.culebra.cuda.LtOperands;
import dev.culebra.cuda.LtProduct;
import dev.culebra.cuda.Transpose;
import dev.culebra.engine.DType;
import dev.culebra.engine.Precision;
import dev.culebra.engine.View;
import java.util.Optional;

/**
 * Batched matrix products by cuBLAS, or by Culebra's own kernel where there is none. cuBLAS counts columns first, so a row-major
 * {@code C = A·B} is asked for as {@code Cᵀ = Bᵀ·Aᵀ}: the factors change places, and nothing moves.
 */
final class Products {
    private static final int TILE = 64;
    private static final int THREADS = 256;
    private static final int LARGEST_GRID = 65535;
    /** What cuBLASLt takes for granted when it chooses an algorithm, unless told otherwise. */
    private static final int LT_ALIGNMENT = 256;
    private static final int LT_BIAS_ALIGNMENT = 16;

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

    /** {@code [batch, m, k]} times {@code [batch, k, n]}. */
    record Sizes(DType dtype, long batch, long m, long n, long k) {
        /** Whether cuBLAS, which counts by 32 bits, can do it. */
        boolean fitsBlas() {
            return Math.max(m, Math.max(n, k)) <= Integer.MAX_VALUE && batch <= Integer.MAX_VALUE;
        }

        /** One product instead of a batch, where all have the same right factor and the left ones follow one another. */
        Sizes merged(Factor a, Factor b) {
            boolean one = batch > 1 && b.batchStride == 0 && a.batchStride == m * a.rowStride;
            return one ? new Sizes(dtype, 1, batch * m, n, k) : this;
        }
    }

    /**
     * @param c {@code [batch, m, n]} without gaps
     * @param epilogue applied if cuBLASLt computes the product
     * @return whether the epilogue was applied
     */
    boolean multiply(Sizes given, Factor a, Factor b, View c, Optional<FusedEpilogue> epilogue) {
        Sizes sizes = given.merged(a, b);
        boolean blas = card.blas().isPresent() && sizes.fitsBlas() && a.isBlas(sizes.m, sizes.k) && b.isBlas(sizes.k,
                sizes.n);
        if (!blas) {
            byKernel(sizes, a, b, c);
            return false;
        }
        Lane lane = card.lane();
        long result = CudaStorage.address(c, lane.stream(), card);
        if (epilogue.isPresent() && byBlasLt(lane, sizes, a, b, result, epilogue.get())) {
            return true;
        }
        byBlas(lane, sizes, a, b, result);
        return false;
    }

    private static Transpose transpose(Factor factor, long rows, long columns) {
        return factor.isRowMajor(rows, columns) ? Transpose.NO : Transpose.YES;
    }

    private static Compute compute(DType dtype) {
        if (dtype == DType.F64) {
            return Compute.F64;
        }
        return switch (Precision.current()) {
            case F32 -> Compute.F32;
            case TF32 -> Compute.TF32;
            case BF16 -> Compute.BF16;
        };
    }

    private void byBlas(Lane lane, Sizes sizes, Factor a, Factor b, long c) {
        int m = (int) sizes.m;
        int n = (int) sizes.n;
        int k = (int) sizes.k;
        Blas blas = card.blas().orElseThrow().blas();
        DataType type = sizes.dtype == DType.F32 ? DataType.F32 : DataType.F64;
        blas.gemm(lane.blas().get(), transpose(b, k, n), transpose(a, m, k), n, m, k, 1, b.address, b.leading(k, n),
                b.batchStride, a.address, a.leading(m, k), a.batchStride, 0, c, n, sizes.m * n, (int) sizes.batch, type,
                compute(sizes.dtype));
    }

    private boolean byBlasLt(Lane lane, Sizes sizes, Factor a, Factor b, long c, FusedEpilogue epilogue) {
        boolean aligned = (a.address | b.address | c) % LT_ALIGNMENT == 0;
        if (sizes.dtype != DType.F32 || sizes.batch != 1 || !aligned || lane.fused().isEmpty()) {
            return false;
        }
        long bias = epilogue.bias().isEmpty()
                ? 0
                : CudaStorage.read(epilogue.bias().getFirst(), card);
        int m = (int) sizes.m;
        int n = (int) sizes.n;
        int k = (int) sizes.k;
        LtProduct product = LtProduct.of(n, m, k, transpose(b, k, n), transpose(a, m, k), b.leading(k, n), a.leading(m,
                k), n).with(compute(sizes.dtype)).with(epilogue.epilogue());
        return bias % LT_BIAS_ALIGNMENT == 0
                && lane.fused().get().multiply(product, new LtOperands(b.address, a.address,
                        c, c).withBias(bias), lane.stream());
    }

    private void byKernel(Sizes sizes, Factor a, Factor b, View c) {
        DType dtype = sizes.dtype;
        long batch = sizes.batch;
        long m = sizes.m;
        long n = sizes.n;
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
                    .int64(m).int64(n).int64(sizes.k).int64(a.batchStride).int64(a.rowStride).int64(
                            a.columnStride)
                    .int64(b.batchStride).int64(b.rowStride).int64(b.columnStride);
            card.launch(function, grid, arguments);
        }
    }
}

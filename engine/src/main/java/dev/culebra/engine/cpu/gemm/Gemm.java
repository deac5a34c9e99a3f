package dev.culebra.engine.cpu.gemm;

import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.WarmUp;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Matrix products {@code out[m, n] = lhs[m, k] · rhs[k, n]} on the CPU, for one element type.
 *
 * <p>The result is overwritten, whatever it held before; with {@code k = 0} it is all zeros. NaN and infinities
 * propagate as the arithmetic says ({@code 0 · NaN} is NaN). The result has the same bits for every number of threads, where
 * no {@link WholeProduct} computes it.
 * Each element's error is within {@code γ(k) · Σ|lhs||rhs|}, {@code γ(k) = k·u / (1 − k·u)}, {@code u} half the
 * distance from 1 to the next number (Higham, <em>Accuracy and Stability of Numerical Algorithms</em>, section 3.1),
 * as for any order of summation.
 *
 * <p>Large products are packed into panels and multiplied tile by tile, on all threads; small ones are computed in
 * place, by the caller. No memory is allocated that grows with the product, beyond buffers that are kept for later
 * products. The operands must not overlap the result. Any number of threads may call at the same time.
 *
 * {@snippet :
 * var gemm = new Gemm<>(new ScalarMicroKernels().floats(), threads);
 * gemm.multiply(m, n, k, new Matrix(a, 0, k, 1), new Matrix(b, 0, n, 1), new Matrix(c, 0, n, 1), TileEpilogue.NONE);
 * }
 *
 * @param <L> where the micro-kernel's left panels are
 * @param <R> where its right panels are
 */
public final class Gemm<L, R> {
    private static final double DIRECT_PRODUCTS = 256;
    private static final double PARALLEL_PRODUCTS = 1 << 19;
    private static final double TASK_PRODUCTS = 1 << 18;
    private static final double LARGE_PRODUCTS = 1 << 21;
    private static final int EVEN_TASKS = 8;
    private static final long EPILOGUE_ELEMENTS = 1 << 14;

    private final MicroKernel<L, R> kernel;
    private final WholeProduct elsewhere;
    private final CpuThreads threads;
    private final Workspaces<L, R> workspaces;
    private final @Nullable FirstProducts first;

    /** Products by {@code kernel} on {@code threads}. */
    public Gemm(MicroKernel<L, R> kernel, CpuThreads threads) {
        this(kernel, WholeProduct.NONE, threads);
    }

    /** As above, but for the products that {@code elsewhere} takes. */
    public Gemm(MicroKernel<L, R> kernel, WholeProduct elsewhere, CpuThreads threads) {
        this(kernel, elsewhere, threads, null);
    }

    /**
     * As above, but by another kernel to begin with.
     *
     * @param first gives the same bits, and does so fast before the JIT has compiled it
     * @param warmUp sees to it that {@code kernel} is compiled
     */
    public Gemm(MicroKernel<L, R> kernel, WholeProduct elsewhere, CpuThreads threads, MicroKernel<?, ?> first,
            WarmUp warmUp) {
        this(kernel, elsewhere, threads, new FirstProducts(first, kernel, threads, warmUp));
    }

    private Gemm(MicroKernel<L, R> kernel, WholeProduct elsewhere, CpuThreads threads, @Nullable FirstProducts first) {
        this.first = first;
        this.kernel = kernel;
        this.elsewhere = elsewhere;
        this.threads = threads;
        this.workspaces = new Workspaces<>(kernel, 2 * threads.count() + 2);
    }

    /**
     * Computes one product.
     *
     * @param m rows of {@code lhs} and {@code out}
     * @param n columns of {@code rhs} and {@code out}
     * @param k columns of {@code lhs}, rows of {@code rhs}
     * @param epilogue called once for every finished region of {@code out}
     */
    public void multiply(long m, long n, long k, Matrix lhs, Matrix rhs, Matrix out, TileEpilogue epilogue) {
        multiply(m, n, k, lhs, rhs, out, epilogue, products(m, n, k) < PARALLEL_PRODUCTS ? 1 : threads.count());
    }

    private void multiply(long m, long n, long k, Matrix lhs, Matrix rhs, Matrix out, TileEpilogue epilogue,
            int ways) {
        if (m == 0 || n == 0) {
            return;
        }
        if (elsewhere.takes(m, n, k, lhs, rhs, out)) {
            elsewhere.multiply(m, n, k, lhs, rhs, out);
            applyByRows(m, n, epilogue, ways);
            return;
        }
        // Tiles are written by rows, and a matrix is better read as the right operand than packed as the left one.
        boolean byColumns = out.columnStride() != 1 && out.rowStride() == 1;
        if (byColumns || (n == 1 && lhs.columnStride() != 1)) {
            multiplyRows(n, m, k, rhs.transposed(), lhs.transposed(), out.transposed(), epilogue.transposed(), ways);
        } else {
            multiplyRows(m, n, k, lhs, rhs, out, epilogue, ways);
        }
    }

    /** The way depends on sizes and strides only, never on the number of threads: that would show in the bits. */
    private void multiplyRows(long m, long n, long k, Matrix lhs, Matrix rhs, Matrix out, TileEpilogue epilogue,
            int ways) {
        if (products(m, n, k) <= DIRECT_PRODUCTS) {
            kernel.multiplyDirect((int) m, (int) n, (int) k, lhs, rhs, out);
            epilogue.apply(0, m, 0, n);
        } else if (first == null || first.areOver(m, n, k, lhs, rhs)) {
            multiplyPanels(m, n, k, lhs, rhs, out, epilogue, ways);
        } else {
            first.first().multiplyPanels(m, n, k, lhs, rhs, out, epilogue, ways);
        }
    }

    /** Multiplies in the way that suits best. */
    private void multiplyPanels(long m, long n, long k, Matrix lhs, Matrix rhs, Matrix out, TileEpilogue epilogue,
            int ways) {
        multiply(Way.of(kernel, m, n, k, lhs, rhs), m, n, k, lhs, rhs, out, epilogue, ways);
    }

    void multiply(Way way, long m, long n, long k, Matrix lhs, Matrix rhs, Matrix out, TileEpilogue epilogue,
            int ways) {
        switch (way) {
            case DOTS -> new DotProduct<>(kernel, workspaces, m, n, k, lhs, rhs, out, epilogue).run(threads, ways);
            case TRANSPOSED -> new PackedProduct<>(kernel, workspaces, n, m, k, rhs.transposed(), lhs.transposed(), out
                    .transposed(), epilogue.transposed()).run(threads, ways);
            case PACKED -> new PackedProduct<>(kernel, workspaces, m, n, k, lhs, rhs, out, epilogue).run(threads, ways);
        }
    }

    /** How a product is computed. */
    enum Way {
        DOTS,
        TRANSPOSED,
        PACKED;

        static Way of(MicroKernel<?, ?> kernel, long m, long n, long k, Matrix lhs, Matrix rhs) {
            if (lhs.columnStride() == 1 && rhs.rowStride() == 1 && kernel.prefersDots(m, n, k)) {
                return DOTS;
            }
            return kernel.prefersTransposed(m, n, k, lhs, rhs) ? TRANSPOSED : PACKED;
        }
    }

    private void applyByRows(long m, long n, TileEpilogue epilogue, int ways) {
        if (epilogue == TileEpilogue.NONE) {
            return;
        }
        long rows = ways == 1 ? m : Math.clamp(EPILOGUE_ELEMENTS / n, 1, m);
        threads.forEach(Math.toIntExact((m + rows - 1) / rows),
                task -> epilogue.apply(task * rows, Math.min(m, (task + 1) * rows), 0, n));
    }

    private static double products(long m, long n, long k) {
        return (double) m * n * k;
    }

    /**
     * Computes {@code lhsOffsets.length} products of the same size. Operands may be used in several products (equal
     * offsets).
     *
     * @param lhsOffsets for each product, how far its left operand lies behind {@code lhs}, in elements
     * @param rhsOffsets the same for its right operand
     * @param outOffsets the same for its result
     * @param epilogue called once for every finished region of every result
     */
    public void multiplyBatch(
            long m,
            long n,
            long k,
            Matrix lhs,
            long[] lhsOffsets,
            Matrix rhs,
            long[] rhsOffsets,
            Matrix out,
            long[] outOffsets,
            BatchEpilogue epilogue) {
        int batch = lhsOffsets.length;
        double products = products(m, n, k);
        boolean parallel = products * batch >= PARALLEL_PRODUCTS;
        boolean oneByOne = products >= LARGE_PRODUCTS && batch < EVEN_TASKS * threads.count()
                || elsewhere.takes(m, n, k, lhs, rhs, out);
        int ways = parallel && oneByOne ? threads.count() : 1;
        IntConsumer one = i -> multiply(m, n, k, lhs.shifted(lhsOffsets[i]), rhs.shifted(rhsOffsets[i]),
                out.shifted(outOffsets[i]), epilogue.of(i), ways);
        if (!parallel || oneByOne) {
            for (int i = 0; i < batch; i++) {
                one.accept(i);
            }
            return;
        }
        int group = (int) Math.clamp(TASK_PRODUCTS / Math.max(1, products), 1, batch);
        threads.forEach((batch + group - 1) / group, task -> {
            for (int i = task * group; i < Math.min(batch, (task + 1) * group); i++) {
                one.accept(i);
            }
        });
    }
}

package dev.culebra.engine.cpu.blas;

import dev.culebra.cuda.driver.HostBlas;
import dev.culebra.engine.DType;
import dev.culebra.engine.cpu.gemm.Matrix;
import dev.culebra.engine.cpu.gemm.WholeProduct;
import java.lang.foreign.MemorySegment;

/**
 * Products by a BLAS, for one element type.
 *
 * @param threads for each product; the library is told anew each time, since others in the process may have wishes of their own
 * @param least how many multiplications a product must have
 */
record BlasProduct(HostBlas blas, DType dtype, int threads, double least) implements WholeProduct {
    @Override
    public boolean takes(long m, long n, long k, Matrix lhs, Matrix rhs, Matrix out) {
        return (double) m * n * k >= least
                && Math.max(m, Math.max(n, k)) <= Integer.MAX_VALUE
                && CblasMatrix.of(lhs, m, k).isPresent()
                && CblasMatrix.of(rhs, k, n).isPresent()
                && CblasMatrix.of(out, m, n).isPresent();
    }

    @Override
    public void multiply(long m, long n, long k, Matrix lhs, Matrix rhs, Matrix out) {
        CblasMatrix c = CblasMatrix.of(out, m, n).orElseThrow();
        if (c.transposed()) {
            multiplyRows(n, m, k, rhs.transposed(), lhs.transposed(), out.transposed(), c.leading());
        } else {
            multiplyRows(m, n, k, lhs, rhs, out, c.leading());
        }
    }

    private void multiplyRows(long m, long n, long k, Matrix lhs, Matrix rhs, Matrix out, long leading) {
        CblasMatrix a = CblasMatrix.of(lhs, m, k).orElseThrow();
        CblasMatrix b = CblasMatrix.of(rhs, k, n).orElseThrow();
        blas.setThreads(threads);
        if (dtype == DType.F32) {
            blas.sgemm(a.transposed(), b.transposed(), m, n, k, first(lhs), a.leading(), first(rhs), b.leading(),
                    first(out), leading);
        } else {
            blas.dgemm(a.transposed(), b.transposed(), m, n, k, first(lhs), a.leading(), first(rhs), b.leading(),
                    first(out), leading);
        }
    }

    private MemorySegment first(Matrix matrix) {
        return matrix.segment().asSlice(matrix.offset() * dtype.bytes());
    }
}

package dev.culebra.engine.cpu.blas;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.culebra.cuda.driver.HostBlas;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/** The definition of BLAS's products, in nested loops; it refuses leading dimensions that BLAS refuses. */
final class PlainBlas implements HostBlas {
    final AtomicInteger products = new AtomicInteger();
    final AtomicInteger threads = new AtomicInteger();

    @Override
    public void sgemm(boolean transA, boolean transB, long m, long n, long k, MemorySegment a, long lda,
            MemorySegment b, long ldb, MemorySegment c, long ldc) {
        check(transA ? m : k, lda, transB ? k : n, ldb, n, ldc);
        for (long i = 0; i < m; i++) {
            for (long j = 0; j < n; j++) {
                float sum = 0;
                for (long p = 0; p < k; p++) {
                    sum += a.getAtIndex(JAVA_FLOAT, transA ? p * lda + i : i * lda + p)
                            * b.getAtIndex(JAVA_FLOAT, transB ? j * ldb + p : p * ldb + j);
                }
                c.setAtIndex(JAVA_FLOAT, i * ldc + j, sum);
            }
        }
    }

    @Override
    public void dgemm(boolean transA, boolean transB, long m, long n, long k, MemorySegment a, long lda,
            MemorySegment b, long ldb, MemorySegment c, long ldc) {
        check(transA ? m : k, lda, transB ? k : n, ldb, n, ldc);
        for (long i = 0; i < m; i++) {
            for (long j = 0; j < n; j++) {
                double sum = 0;
                for (long p = 0; p < k; p++) {
                    sum += a.getAtIndex(JAVA_DOUBLE, transA ? p * lda + i : i * lda + p)
                            * b.getAtIndex(JAVA_DOUBLE, transB ? j * ldb + p : p * ldb + j);
                }
                c.setAtIndex(JAVA_DOUBLE, i * ldc + j, sum);
            }
        }
    }

    private void check(long rowOfA, long lda, long rowOfB, long ldb, long rowOfC, long ldc) {
        if (lda < Math.max(1, rowOfA) || ldb < Math.max(1, rowOfB) || ldc < Math.max(1, rowOfC)) {
            throw new IllegalArgumentException("gemm: illegal leading dimension");
        }
        products.incrementAndGet();
    }

    @Override
    public boolean setThreads(int count) {
        threads.set(count);
        return true;
    }
}

package dev.culebra.cuda.discovery;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.culebra.cuda.driver.HostBlas;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Whether a library that has the names of BLAS also multiplies: {@code [2, 3] · [4, 3]ᵀ}, both rows with gaps between them. */
final class HostBlasTrial {
    private static final int M = 2;
    private static final int N = 4;
    private static final int K = 3;
    private static final int LD = 5;

    private HostBlasTrial() {}

    static boolean succeeds(HostBlas blas) {
        return floats(blas) && doubles(blas);
    }

    private static boolean floats(HostBlas blas) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment a = arena.allocate(JAVA_FLOAT, M * LD);
            MemorySegment b = arena.allocate(JAVA_FLOAT, N * LD);
            MemorySegment c = arena.allocate(JAVA_FLOAT, M * LD);
            for (int i = 0; i < N * LD; i++) {
                b.setAtIndex(JAVA_FLOAT, i, b(i));
            }
            for (int i = 0; i < M * LD; i++) {
                a.setAtIndex(JAVA_FLOAT, i, a(i));
                c.setAtIndex(JAVA_FLOAT, i, Float.NaN);
            }
            blas.sgemm(false, true, M, N, K, a, LD, b, LD, c, LD);
            return right((row, column) -> c.getAtIndex(JAVA_FLOAT, row * LD + column));
        }
    }

    private static boolean doubles(HostBlas blas) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment a = arena.allocate(JAVA_DOUBLE, M * LD);
            MemorySegment b = arena.allocate(JAVA_DOUBLE, N * LD);
            MemorySegment c = arena.allocate(JAVA_DOUBLE, M * LD);
            for (int i = 0; i < N * LD; i++) {
                b.setAtIndex(JAVA_DOUBLE, i, b(i));
            }
            for (int i = 0; i < M * LD; i++) {
                a.setAtIndex(JAVA_DOUBLE, i, a(i));
                c.setAtIndex(JAVA_DOUBLE, i, Double.NaN);
            }
            blas.dgemm(false, true, M, N, K, a, LD, b, LD, c, LD);
            return right((row, column) -> c.getAtIndex(JAVA_DOUBLE, row * LD + column));
        }
    }

    private static int a(int i) {
        return i + 1;
    }

    private static int b(int i) {
        return 3 - 2 * i;
    }

    private interface Result {
        double at(int row, int column);
    }

    /** Whole numbers this small are exact; the gap behind the last column must be as it was. */
    private static boolean right(Result result) {
        for (int row = 0; row < M; row++) {
            for (int column = 0; column < N; column++) {
                int sum = 0;
                for (int p = 0; p < K; p++) {
                    sum += a(row * LD + p) * b(column * LD + p);
                }
                if (result.at(row, column) != sum) {
                    return false;
                }
            }
            if (!Double.isNaN(result.at(row, N))) {
                return false;
            }
        }
        return true;
    }
}

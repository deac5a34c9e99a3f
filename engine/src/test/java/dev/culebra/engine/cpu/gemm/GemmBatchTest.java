package dev.culebra.engine.cpu.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.gemm.GemmTest.Case;
import dev.culebra.engine.cpu.gemm.Operand.Storage;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GemmBatchTest {
    static Stream<Case> cases() {
        return GemmTest.cases();
    }

    /** Sizes {batch, m, n, k}: none, one, many small, few of middling size, few large, many of middling size. */
    private static final int[][] SIZES = {
        {0, 3, 4, 5}, {1, 9, 8, 7}, {40, 5, 6, 7}, {3, 90, 100, 110}, {3, 130, 130, 130}, {50, 30, 40, 35},
        {200, 16, 17, 18}, {20, 6, 7, 0}
    };

    @ParameterizedTest
    @MethodSource("cases")
    void eachProductAsIfAlone(Case test) {
        var random = new Random(7);
        try (var threads = new CpuThreads(3)) {
            Gemm<?, ?> gemm = test.gemm(threads);
            for (int[] size : SIZES) {
                int batch = size[0];
                int m = size[1];
                int n = size[2];
                int k = size[3];
                Operand lhs = test.random(Storage.ROWS, batch * m, k, random);
                Operand rhs = test.random(Storage.ROWS, 2 * k, n, random);
                Operand out = test.garbage(Storage.ROWS, batch * m, n);
                var calls = new AtomicIntegerArray(batch * m * n);
                gemm.multiplyBatch(
                        m,
                        n,
                        k,
                        lhs.matrix(),
                        offsets(batch, (long) m * k, batch),
                        rhs.matrix(),
                        offsets(batch, (long) k * n, 2),
                        out.matrix(),
                        offsets(batch, (long) m * n, batch),
                        (index, rowStart, rowEnd, columnStart, columnEnd) -> {
                            for (int i = (int) rowStart; i < rowEnd; i++) {
                                for (int j = (int) columnStart; j < columnEnd; j++) {
                                    calls.incrementAndGet((index * m + i) * n + j);
                                }
                            }
                        });
                for (int i = 0; i < calls.length(); i++) {
                    assertEquals(1, calls.get(i));
                }
                for (int index = 0; index < batch; index++) {
                    Operand alone = test.garbage(Storage.ROWS, m, n);
                    gemm.multiply(
                            m,
                            n,
                            k,
                            lhs.matrix().shifted((long) index * m * k),
                            rhs.matrix().shifted((long) index % 2 * k * n),
                            alone.matrix(),
                            TileEpilogue.NONE);
                    for (int i = 0; i < m; i++) {
                        for (int j = 0; j < n; j++) {
                            assertEquals(alone.at(i, j), out.at(index * m + i, j));
                        }
                    }
                }
            }
        }
    }

    /** Offsets of a batch that goes round {@code distinct} matrices. */
    private static long[] offsets(int batch, long stride, int distinct) {
        var offsets = new long[batch];
        for (int i = 0; i < batch; i++) {
            offsets[i] = i % distinct * stride;
        }
        return offsets;
    }
}

package dev.culebra.engine.cpu.gemm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.gemm.Operand.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GemmTest {
    /** A micro-kernel to test: which, and for which element type. */
    record Case(Kernels kernels, boolean isFloat) {
        Gemm<?, ?> gemm(CpuThreads threads) {
            return isFloat
                    ? new Gemm<>(kernels.kernels().floats(), threads)
                    : new Gemm<>(kernels.kernels().doubles(), threads);
        }

        int tileRows() {
            return isFloat ? kernels.kernels().floats().rows() : kernels.kernels().doubles().rows();
        }

        int tileColumns() {
            return isFloat ? kernels.kernels().floats().columns() : kernels.kernels().doubles().columns();
        }

        Operand random(Storage storage, int rows, int columns, Random random) {
            return Operand.of(storage, rows, columns, isFloat).fill(() -> 2 * random.nextDouble() - 1);
        }

        Operand garbage(Storage storage, int rows, int columns) {
            return Operand.of(storage, rows, columns, isFloat).fill(() -> Double.NaN);
        }
    }

    static Stream<Case> cases() {
        return Kernels.all().stream().flatMap(k -> Stream.of(new Case(k, true), new Case(k, false)));
    }

    private static final List<Storage> WRITABLE =
            List.of(Storage.ROWS, Storage.COLUMNS, Storage.GAPS, Storage.REVERSED);

    private static Operand product(Gemm<?, ?> gemm, Case test, Operand lhs, Operand rhs, Storage storage) {
        Operand out = test.garbage(storage, lhs.rows(), rhs.columns());
        gemm.multiply(
                lhs.rows(), rhs.columns(), lhs.columns(), lhs.matrix(), rhs.matrix(), out.matrix(), TileEpilogue.NONE);
        return out;
    }

    /** The bound for any order of summation: Higham, Accuracy and Stability of Numerical Algorithms, (3.5). */
    private static void assertProduct(Operand lhs, Operand rhs, Operand out) {
        double u = out.isFloat() ? 0x1p-24 : 0x1p-53;
        int k = lhs.columns();
        double gamma = k * u / (1 - k * u);
        for (int i = 0; i < out.rows(); i++) {
            for (int j = 0; j < out.columns(); j++) {
                double sum = 0;
                double magnitude = 0;
                for (int p = 0; p < k; p++) {
                    double term = lhs.at(i, p) * rhs.at(p, j);
                    sum += term;
                    magnitude += Math.abs(term);
                }
                // The reference is in double too: for doubles both may be off by the bound.
                double bound = gamma * magnitude * (out.isFloat() ? 1 + 0x1p-20 : 2);
                double error = Math.abs(out.at(i, j) - sum);
                String where = "[%d, %d] of [%d, %d], k = %d".formatted(i, j, out.rows(), out.columns(), k);
                assertTrue(error <= bound, () -> where + ": error " + error + ", bound " + bound);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void randomSizesAndStorages(Case test) {
        var random = new Random(1);
        try (var threads = new CpuThreads(2)) {
            Gemm<?, ?> gemm = test.gemm(threads);
            for (int round = 0; round < 100; round++) {
                int m = 1 + random.nextInt(70);
                int n = 1 + random.nextInt(70);
                int k = 1 + random.nextInt(70);
                Operand lhs = test.random(Storage.values()[random.nextInt(7)], m, k, random);
                Operand rhs = test.random(Storage.values()[random.nextInt(7)], k, n, random);
                assertProduct(lhs, rhs, product(gemm, test, lhs, rhs, WRITABLE.get(random.nextInt(4))));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void sizesAroundTheEdgesOfTilesInEveryTransposition(Case test) {
        var random = new Random(2);
        try (var threads = new CpuThreads(2)) {
            Gemm<?, ?> gemm = test.gemm(threads);
            for (int m : List.of(test.tileRows() - 1, test.tileRows(), test.tileRows() + 1, 3 * test.tileRows() + 1)) {
                for (int n : List.of(test.tileColumns() - 1, test.tileColumns(), test.tileColumns() + 1)) {
                    for (Storage left : List.of(Storage.ROWS, Storage.COLUMNS)) {
                        for (Storage right : List.of(Storage.ROWS, Storage.COLUMNS)) {
                            for (Storage result : List.of(Storage.ROWS, Storage.COLUMNS)) {
                                Operand lhs = test.random(left, m, 37, random);
                                Operand rhs = test.random(right, 37, n, random);
                                assertProduct(lhs, rhs, product(gemm, test, lhs, rhs, result));
                            }
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void thinAndDeepProducts(Case test) {
        var random = new Random(3);
        int[][] sizes = {
            {1, 1, 3000}, {1, 300, 500}, {300, 1, 500}, {1, 1, 1}, {64, 10, 784}, {64, 16, 784}, {784, 16, 64},
            {3, 500, 2},
            {500, 3, 2}, {130, 70, 2500}, {97, 1100, 20}, {200, 2, 5}
        };
        try (var threads = new CpuThreads(3)) {
            Gemm<?, ?> gemm = test.gemm(threads);
            for (int[] size : sizes) {
                for (Storage left : List.of(Storage.ROWS, Storage.COLUMNS, Storage.GAPS)) {
                    for (Storage right : List.of(Storage.ROWS, Storage.COLUMNS, Storage.GAPS)) {
                        Operand lhs = test.random(left, size[0], size[2], random);
                        Operand rhs = test.random(right, size[2], size[1], random);
                        assertProduct(lhs, rhs, product(gemm, test, lhs, rhs, Storage.ROWS));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void emptyDimensions(Case test) {
        try (var threads = new CpuThreads(2)) {
            Gemm<?, ?> gemm = test.gemm(threads);
            for (int[] size : new int[][] {{3, 50, 0}, {50, 3, 0}, {1, 1, 0}}) {
                Operand lhs = test.garbage(Storage.ROWS, size[0], 0);
                Operand rhs = test.garbage(Storage.ROWS, 0, size[1]);
                assertProduct(lhs, rhs, product(gemm, test, lhs, rhs, Storage.ROWS));
            }
            for (int[] size : new int[][] {{0, 5, 3}, {5, 0, 3}, {0, 0, 0}}) {
                var regions = new ArrayList<String>();
                Operand any = test.garbage(Storage.ROWS, 5, 5);
                byte[] before = any.bytes();
                gemm.multiply(size[0], size[1], size[2], any.matrix(), any.matrix(), any.matrix(), (r, s, c, d) -> {
                    if (r < s && c < d) {
                        regions.add(r + " " + s + " " + c + " " + d);
                    }
                });
                assertEquals(List.of(), regions);
                assertArrayEquals(before, any.bytes());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void onlyTheElementsOfTheResultAreWritten(Case test) {
        var random = new Random(4);
        try (var threads = new CpuThreads(2)) {
            for (int[] size : new int[][] {{5, 7, 3}, {45, 70, 33}}) {
                Operand lhs = test.random(Storage.ROWS, size[0], size[2], random);
                Operand rhs = test.random(Storage.ROWS, size[2], size[1], random);
                Operand out = Operand.of(Storage.GAPS, size[0], size[1], test.isFloat());
                test.gemm(threads)
                        .multiply(
                                size[0], size[1], size[2], lhs.matrix(), rhs.matrix(), out.matrix(), TileEpilogue.NONE);
                assertProduct(lhs, rhs, out);
                out.fill(() -> 0);
                assertArrayEquals(new byte[out.bytes().length], out.bytes());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void notANumberAndInfinityPropagate(Case test) {
        try (var threads = new CpuThreads(2)) {
            Gemm<?, ?> gemm = test.gemm(threads);
            for (int[] size : new int[][] {{3, 4, 5}, {1, 40, 30}, {40, 1, 30}, {37, 41, 30}}) {
                int m = size[0];
                int n = size[1];
                int k = size[2];
                Operand lhs = Operand.of(Storage.ROWS, m, k, test.isFloat());
                Operand rhs = Operand.of(Storage.ROWS, k, n, test.isFloat()).fill(() -> 1);
                lhs.set(m - 1, k - 1, Double.POSITIVE_INFINITY);
                rhs.set(1, 0, Double.NaN);
                Operand out = product(gemm, test, lhs, rhs, Storage.ROWS);
                for (int i = 0; i < m; i++) {
                    for (int j = 0; j < n; j++) {
                        double expected = j == 0 ? Double.NaN : i == m - 1 ? Double.POSITIVE_INFINITY : 0;
                        assertEquals(expected, out.at(i, j), "[" + i + ", " + j + "]");
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSameBitsForEveryNumberOfThreads(Case test) {
        var random = new Random(5);
        for (int[] size : new int[][] {{150, 170, 600}, {13, 700, 300}, {700, 11, 300}, {2000, 1, 700},
            {64, 128, 784}}) {
            Operand lhs = test.random(Storage.ROWS, size[0], size[2], random);
            Operand rhs = test.random(Storage.ROWS, size[2], size[1], random);
            byte[] expected = null;
            for (int count : new int[] {1, 2, 3, 7}) {
                try (var threads = new CpuThreads(count)) {
                    byte[] actual = product(test.gemm(threads), test, lhs, rhs, Storage.ROWS).bytes();
                    if (expected != null) {
                        assertArrayEquals(expected, actual, count + " threads, " + Arrays.toString(size));
                    }
                    expected = actual;
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theEpilogueSeesEveryElementOnceAndFinished(Case test) {
        var random = new Random(6);
        int[][] sizes = {{3, 4, 5}, {100, 130, 600}, {1, 500, 40}, {500, 1, 40}, {50, 2, 0}, {300, 600, 64}};
        for (int[] size : sizes) {
            for (Storage storage : List.of(Storage.ROWS, Storage.COLUMNS)) {
                try (var threads = new CpuThreads(3)) {
                    Operand lhs = test.random(Storage.ROWS, size[0], size[2], random);
                    Operand rhs = test.random(Storage.ROWS, size[2], size[1], random);
                    Operand expected = product(test.gemm(threads), test, lhs, rhs, storage);
                    Operand out = test.garbage(storage, size[0], size[1]);
                    var calls = new AtomicIntegerArray(size[0] * size[1]);
                    test.gemm(threads)
                            .multiply(
                                    size[0],
                                    size[1],
                                    size[2],
                                    lhs.matrix(),
                                    rhs.matrix(),
                                    out.matrix(),
                                    (rowStart, rowEnd, columnStart, columnEnd) -> {
                                        for (int i = (int) rowStart; i < rowEnd; i++) {
                                            for (int j = (int) columnStart; j < columnEnd; j++) {
                                                calls.incrementAndGet(i * size[1] + j);
                                                out.set(i, j, -out.at(i, j));
                                            }
                                        }
                                    });
                    for (int i = 0; i < size[0]; i++) {
                        for (int j = 0; j < size[1]; j++) {
                            assertEquals(1, calls.get(i * size[1] + j));
                            assertEquals(-expected.at(i, j), out.at(i, j));
                        }
                    }
                }
            }
        }
    }
}

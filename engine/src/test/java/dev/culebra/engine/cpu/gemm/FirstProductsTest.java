package dev.culebra.engine.cpu.gemm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.WarmUp;
import dev.culebra.engine.cpu.gemm.Operand.Storage;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is computed before vectors are compiled has the bits of what is computed afterwards. */
class FirstProductsTest {
    private static final List<Storage> STORAGES = List.of(Storage.ROWS, Storage.COLUMNS, Storage.GAPS);

    /** A kernel and the one to begin with; none without the Vector API, nor without fused multiply-adds. */
    record Pair(MicroKernel<?, ?> first, MicroKernel<?, ?> then, boolean isFloat) {
        Operand random(Storage storage, int rows, int columns, Random random) {
            return Operand.of(storage, rows, columns, isFloat).fill(() -> 2 * random.nextDouble() - 1);
        }

        byte[] product(Gemm<?, ?> gemm, Operand lhs, Operand rhs, Storage storage) {
            Operand out = Operand.of(storage, lhs.rows(), rhs.columns(), isFloat).fill(() -> Double.NaN);
            gemm.multiply(lhs.rows(), rhs.columns(), lhs.columns(), lhs.matrix(), rhs.matrix(), out.matrix(),
                    TileEpilogue.NONE);
            return out.bytes();
        }
    }

    static List<Pair> pairs() {
        List<Pair> pairs = Kernels.all().stream().map(Kernels::kernels).flatMap(kernels -> Stream.concat(
                kernels.firstFloats().map(first -> new Pair(first, kernels.floats(), true)).stream(),
                kernels.firstDoubles().map(first -> new Pair(first, kernels.doubles(), false)).stream())).toList();
        assumeFalse(pairs.isEmpty(), "needs the Vector API and fused multiply-adds");
        return pairs;
    }

    /** Few rows or columns, tiles and their edges, and sums so deep that they are added up in parts. */
    @Test
    void givesTheSameBits() {
        int[][] sizes =
                {{1, 40, 300}, {3, 70, 9}, {10, 64, 40}, {64, 10, 100}, {64, 130, 77}, {67, 70, 33}, {97, 65, 1},
                    {5, 3, 2500}, {70, 90, 1100}, {20, 24, 2300}};
        var random = new Random(1);
        try (var threads = new CpuThreads(2)) {
            for (Pair pair : pairs()) {
                Gemm<?, ?> first = new Gemm<>(pair.first(), threads);
                Gemm<?, ?> then = new Gemm<>(pair.then(), threads);
                for (int[] size : sizes) {
                    for (Storage left : STORAGES) {
                        for (Storage right : STORAGES) {
                            Operand lhs = pair.random(left, size[0], size[2], random);
                            Operand rhs = pair.random(right, size[2], size[1], random);
                            for (Storage out : STORAGES) {
                                assertArrayEquals(pair.product(then, lhs, rhs, out), pair.product(first, lhs, rhs, out),
                                        () -> List.of(size[0], size[1], size[2]) + " " + left + " " + right + " "
                                                + out);
                            }
                        }
                    }
                }
            }
        }
    }

    /** However long that takes, the bits stay what they are. */
    @Test
    void changingToVectorsChangesNoBit() {
        var random = new Random(2);
        try (var threads = new CpuThreads(2)) {
            for (Pair pair : pairs()) {
                Gemm<?, ?> gemm = new Gemm<>(pair.then(), WholeProduct.NONE, threads, pair.first(), new WarmUp());
                Operand lhs = pair.random(Storage.ROWS, 64, 300, random);
                Operand rhs = pair.random(Storage.COLUMNS, 300, 130, random);
                byte[] bits = pair.product(gemm, lhs, rhs, Storage.ROWS);
                for (int i = 0; i < 1000; i++) {
                    assertArrayEquals(bits, pair.product(gemm, lhs, rhs, Storage.ROWS));
                }
            }
        }
    }

    static List<Kernels> kernels() {
        return Kernels.all();
    }

    /** A small product stands for all that are computed as it is, so it must be computed so itself. */
    @ParameterizedTest
    @MethodSource("kernels")
    void smallProductsTakeTheWayOfLargeOnes(Kernels kernels) {
        MicroKernel<?, ?> kernel = kernels.kernels().floats();
        Set<Integer> codes = new HashSet<>();
        for (int m : List.of(2, 16, 40, 64, 65, 66, 80, 128, 784, 2048)) {
            for (int n : List.of(1, 10, 64, 65, 97, 128, 512, 2048)) {
                for (int k : List.of(3, 10, 64, 784)) {
                    for (Storage left : STORAGES) {
                        for (Storage right : STORAGES) {
                            Matrix lhs = Operand.of(left, 1, 1, true).matrix();
                            Matrix rhs = Operand.of(right, 1, 1, true).matrix();
                            Matrix large = matrix(left, m, k, lhs);
                            Matrix other = matrix(right, k, n, rhs);
                            ProductForm form = ProductForm.of(kernel, m, n, k, large, other);
                            int code = ProductForm.code(kernel, m, n, k, large, other);
                            codes.add(code);
                            assertTrue(0 <= code && code < ProductForm.CODES);
                            assertEquals(Gemm.Way.of(kernel, m, n, k, large, other), form.way());
                            assertTrue(form.m() <= m && form.n() <= n && form.k() <= k && form.shallow() <= k);
                            assertEquals(m > n, form.m() > form.n(), () -> form + " of " + m + "×" + n);
                            assertEquals(m < 66, form.m() < 66);
                        }
                    }
                }
            }
        }
        assertTrue(codes.size() > 20, () -> "kinds of products: " + codes.size());
    }

    private static Matrix matrix(Storage storage, int rows, int columns, Matrix any) {
        return switch (storage) {
            case ROWS -> new Matrix(any.segment(), 0, columns, 1);
            case COLUMNS -> new Matrix(any.segment(), 0, 1, rows);
            default -> new Matrix(any.segment(), 0, 2L * columns, 2);
        };
    }
}

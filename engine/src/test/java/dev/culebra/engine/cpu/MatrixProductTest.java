package dev.culebra.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.culebra.engine.DType;
import dev.culebra.engine.Epilogue;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import dev.culebra.engine.expr.Expr;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Products of small whole numbers, which are exact in any order. */
class MatrixProductTest {
    private static final Expr SCALED_PLUS_MASKED = Expr.input(0).mul(Expr.constant(2)).add(Expr.input(1).mul(Expr
            .input(2)));

    private static View numbers(CpuBackend backend, Shape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[(int) shape.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(-8, 9);
        }
        return CpuBackends.floats(backend, shape, values);
    }

    private static View swapped(View view) {
        return view.with(view.layout().permute(0, 2, 1));
    }

    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#byThreads")
    void appliesTheEpilogueToEveryElementOnce(List<CpuBackend> backends) {
        long[][] sizes = {{1, 1, 1, 1}, {1, 5, 7, 3}, {3, 4, 5, 6}, {1, 130, 210, 40}, {5, 70, 33, 90}, {2, 3, 4, 0}};
        for (CpuBackend backend : backends) {
            for (long[] size : sizes) {
                for (int transposed = 0; transposed < 8; transposed++) {
                    check(backend, size, transposed);
                }
            }
        }
    }

    private static void check(CpuBackend backend, long[] size, int transposed) {
        long batch = size[0];
        long m = size[1];
        long n = size[2];
        long k = size[3];
        boolean left = (transposed & 1) != 0;
        boolean right = (transposed & 2) != 0;
        boolean result = (transposed & 4) != 0;
        View lhs = left ? swapped(numbers(backend, Shape.of(batch, k, m), 1))
                : numbers(backend, Shape.of(batch, m, k), 1);
        // One right operand for all products.
        View single = right ? swapped(numbers(backend, Shape.of(1, n, k), 2))
                : numbers(backend, Shape.of(1, k, n), 2);
        View rhs = single.with(single.layout().broadcastTo("test", Shape.of(batch, k, n)));
        View bias = numbers(backend, Shape.of(1, 1, n), 3);
        View mask = CpuBackends.empty(backend, DType.BOOL, Shape.of(batch, m, 1));
        backend.copy(numbers(backend, Shape.of(batch, m, 1), 4), mask);
        Shape shape = Shape.of(batch, m, n);
        View output = CpuBackends.empty(backend, DType.F32, shape);
        View target = result ? swapped(output.with(Layout.contiguous(Shape.of(batch, n, m)))) : output;
        Epilogue epilogue = new Epilogue(SCALED_PLUS_MASKED, List.of(repeated(bias, shape), repeated(mask, shape)));
        backend.matmul(lhs, rhs, target, epilogue);
        View rows = CpuBackends.empty(backend, DType.F32, shape);
        backend.copy(target, rows);
        double[] l = rowMajor(backend, lhs);
        double[] r = rowMajor(backend, rhs);
        double[] b = CpuBackends.read(bias);
        double[] keep = CpuBackends.read(mask);
        double[] actual = CpuBackends.read(rows);
        for (int i = 0; i < batch * m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int p = 0; p < k; p++) {
                    sum += l[(int) (i * k + p)] * r[(int) ((i / m * k + p) * n + j)];
                }
                assertEquals(2 * sum + b[j] * keep[i], actual[(int) (i * n + j)]);
            }
        }
    }

    private static double[] rowMajor(CpuBackend backend, View view) {
        View rows = CpuBackends.empty(backend, view.dtype(), view.shape());
        backend.copy(view, rows);
        return CpuBackends.read(rows);
    }

    private static View repeated(View view, Shape shape) {
        return view.with(view.layout().broadcastTo("test", shape));
    }

    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#all")
    void addsToWhatTheOutputHolds(CpuBackend backend) {
        View lhs = CpuBackends.floats(backend, Shape.of(2, 2), 1, 2, 3, 4);
        View rhs = CpuBackends.floats(backend, Shape.of(2, 2), 5, 6, 7, 8);
        View sum = CpuBackends.floats(backend, Shape.of(2, 2), 1000, 2000, 3000, 4000);
        long before = backend.memory().usedBytes();
        backend.matmul(lhs, rhs, sum, new Epilogue(Expr.input(0).add(Expr.input(1)), List.of(sum)));
        assertArrayEquals(new double[] {1019, 2022, 3043, 4050}, CpuBackends.read(sum));
        assertEquals(before, backend.memory().usedBytes());
    }
}

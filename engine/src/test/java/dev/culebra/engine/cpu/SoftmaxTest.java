package dev.culebra.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.culebra.engine.ClassTargets;
import dev.culebra.engine.DType;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SoftmaxTest {
    private static final int ROWS = 3;

    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#all")
    void rowsAreAsTheFormulaSays(CpuBackend backend) {
        SplittableRandom random = new SplittableRandom(5);
        for (int n : new int[] {1, 2, 7, 8, 10, 15, 16, 17, 100, 1000, 4096, 4099}) {
            double[] x = random.doubles((long) ROWS * n, -30, 30).map(value -> (float) value).toArray();
            float[] floats = new float[x.length];
            for (int i = 0; i < x.length; i++) {
                floats[i] = (float) x[i];
            }
            View f = CpuBackends.floats(backend, Shape.of(ROWS, n), floats);
            View d = CpuBackends.doubles(backend, Shape.of(ROWS, n), x);
            // exp loses |x − max| · u to the rounded difference; the sum is good to γ(64 + 2 log n), a few more round.
            double units = 60 + 64 + 2 * Math.log(n) / Math.log(2) + 8;
            check(backend, f, x, n, units * 0x1p-24);
            check(backend, d, x, n, units * 0x1p-53);
        }
    }

    private static void check(CpuBackend backend, View view, double[] x, int n, double tolerance) {
        View out = CpuBackends.empty(backend, view.dtype(), view.shape());
        View spread = CpuBackends.empty(backend, view.dtype(), Shape.of(ROWS, 2L * n));
        View columns = spread.with(Layout.of(view.shape(), new long[] {2L * n, 2}, 1));
        backend.softmax(view, 1, out);
        double[] softmax = CpuBackends.read(out);
        backend.softmax(view, 1, columns);
        backend.copy(columns, out);
        double[] strided = CpuBackends.read(out);
        backend.logSoftmax(view, 1, out);
        double[] logSoftmax = CpuBackends.read(out);
        for (int row = 0; row < ROWS; row++) {
            double[] elements = Arrays.copyOfRange(x, row * n, (row + 1) * n);
            double max = Arrays.stream(elements).max().orElseThrow();
            double sum = Arrays.stream(elements).map(element -> Math.exp(element - max)).sum();
            for (int i = 0; i < n; i++) {
                double expected = Math.exp(elements[i] - max) / sum;
                assertEquals(expected, softmax[row * n + i], tolerance * expected);
                assertEquals(expected, strided[row * n + i], tolerance * expected);
                double log = elements[i] - max - Math.log(sum);
                assertEquals(log, logSoftmax[row * n + i], tolerance * (1 + Math.abs(log)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#all")
    void specialValuesSpreadAsInTheFormula(CpuBackend backend) {
        float infinity = Float.POSITIVE_INFINITY;
        for (int n : new int[] {4, 40}) {
            assertArrayEquals(new double[] {0, 1}, first(backend, n, -infinity, 0));
            assertArrayEquals(new double[] {Double.NaN, Double.NaN}, first(backend, n, Float.NaN, 0));
            assertArrayEquals(new double[] {Double.NaN, Double.NaN}, first(backend, n, infinity, 0));
        }
    }

    /** The first two of a row whose other elements are so low that they do not count. */
    private static double[] first(CpuBackend backend, int n, float... values) {
        float[] row = new float[n];
        Arrays.fill(row, -1e30f);
        System.arraycopy(values, 0, row, 0, values.length);
        View out = CpuBackends.empty(backend, DType.F32, Shape.of(1, n));
        backend.softmax(CpuBackends.floats(backend, Shape.of(1, n), row), 1, out);
        return Arrays.copyOf(CpuBackends.read(out), values.length);
    }

    /** Below 2^−126 a result has fewer digits, and is rounded once. */
    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#all")
    void smallResultsAreDenormal(CpuBackend backend) {
        for (int n : new int[] {4, 40}) {
            double[] results = first(backend, n, 0, -88, -95, -103);
            for (int i = 0; i < results.length; i++) {
                double expected = Math.exp(new double[] {0, -88, -95, -103}[i]);
                assertEquals(expected, results[i], 0x1p-149 + 4 * 0x1p-24 * expected);
            }
        }
    }

    /** A row may be replaced by its result. */
    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#all")
    void worksInPlace(CpuBackend backend) {
        for (int n : new int[] {10, 37, 1003}) {
            float[] x = new float[2 * n];
            for (int i = 0; i < x.length; i++) {
                x[i] = i % 7 - 3;
            }
            View here = CpuBackends.floats(backend, Shape.of(2, n), x);
            View there = CpuBackends.empty(backend, DType.F32, Shape.of(2, n));
            backend.softmax(here, 1, there);
            backend.softmax(here, 1, here);
            // Either way is good to some 60 units of a sum of 1003 elements.
            assertArrayEquals(CpuBackends.read(there), CpuBackends.read(here), 128 * 0x1p-24);
        }
    }

    /** Rows of more classes than a strip holds, far apart; classes that count differently, and a label that does not. */
    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#all")
    void crossEntropyIsAsTheFormulaSays(CpuBackend backend) {
        SplittableRandom random = new SplittableRandom(7);
        int rows = 5;
        for (int n : new int[] {3, 33, 1000, 5003}) {
            double[] x = random.doubles((long) rows * 2 * n, -20, 20).map(value -> (float) value).toArray();
            float[] floats = new float[x.length];
            float[] weights = new float[n];
            float[] scale = {1, 0.5f, 2, 1, 1};
            long[] labels = {0, n - 1, -7, n / 2, 1};
            for (int i = 0; i < x.length; i++) {
                floats[i] = (float) x[i];
                weights[i % n] = 1 + i % n % 3;
            }
            View all = CpuBackends.floats(backend, Shape.of(rows, 2L * n), floats);
            View logits = all.with(all.layout().slice("test", 1, 1, n + 1L));
            ClassTargets targets = new ClassTargets(CpuBackends.longs(backend, Shape.of(rows), labels), Optional.of(
                    CpuBackends.floats(backend, Shape.of(n), weights)), 0, OptionalLong.of(-7));
            View losses = CpuBackends.empty(backend, DType.F32, Shape.of(rows));
            View counted = CpuBackends.empty(backend, DType.F32, Shape.of(rows));
            View gradient = CpuBackends.empty(backend, DType.F32, Shape.of(rows, n));
            backend.crossEntropy(logits, targets, losses, counted);
            backend.crossEntropyGradient(logits, targets, CpuBackends.floats(backend, Shape.of(rows), scale), gradient);
            for (int row = 0; row < rows; row++) {
                int first = row * 2 * n + 1;
                double[] elements = Arrays.copyOfRange(x, first, first + n);
                double max = Arrays.stream(elements).max().orElseThrow();
                double sum = Arrays.stream(elements).map(element -> Math.exp(element - max)).sum();
                boolean ignored = labels[row] < 0;
                int label = ignored ? 0 : (int) labels[row];
                double weight = ignored ? 0 : weights[label];
                double loss = ignored ? 0 : -weight * (elements[label] - max - Math.log(sum));
                assertEquals(weight, CpuBackends.read(counted)[row]);
                assertEquals(loss, CpuBackends.read(losses)[row], 100 * 0x1p-24 * (1 + Math.abs(loss)));
                for (int i = 0; i < n; i++) {
                    double p = Math.exp(elements[i] - max) / sum;
                    double expected = weight * scale[row] * (p - (i == label ? 1 : 0));
                    assertEquals(expected, CpuBackends.read(gradient)[row * n + i], 150 * 0x1p-24 * weight * scale[row]
                            * (i == label ? 1 : p));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#byThreads")
    void bitsDoNotDependOnTheNumberOfThreads(List<CpuBackend> backends) {
        SplittableRandom random = new SplittableRandom(6);
        float[] x = new float[2000 * 37];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextFloat() * 10;
        }
        double[] first = null;
        for (CpuBackend backend : backends) {
            View out = CpuBackends.empty(backend, DType.F32, Shape.of(2000, 37));
            backend.logSoftmax(CpuBackends.floats(backend, Shape.of(2000, 37), x), 1, out);
            first = first == null ? CpuBackends.read(out) : first;
            assertArrayEquals(first, CpuBackends.read(out));
        }
    }
}

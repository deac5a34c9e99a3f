package dev.culebra.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.DType;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReductionTest {
    private static final double U32 = 0x1p-24;
    private static final double U64 = 0x1p-53;

    /** γ(64 + 2 log₂ n) · Σ|x|, as the reducer promises. */
    private static double bound(long n, double u, double magnitudes) {
        double k = (64 + 2 * Math.log(n) / Math.log(2)) * u;
        return k / (1 - k) * magnitudes;
    }

    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#all")
    void sumsOfManyEqualNumbersStayWithinTheBound(CpuBackend backend) {
        int n = 1 << 24;
        float[] values = new float[n];
        Arrays.fill(values, 0.1f);
        double exact = (double) 0.1f * n;
        for (Shape shape : List.of(Shape.of(n, 1), Shape.of(1 << 12, 1 << 12), Shape.of(1, n))) {
            View x = CpuBackends.floats(backend, shape, values);
            double sum = reduced(backend, Reduction.SUM, x, true, true)[0];
            assertEquals(exact, sum, bound(n, U32, exact), "sum over " + shape);
            x.storage().release();
        }
        View columns = CpuBackends.floats(backend, Shape.of(1 << 23, 2), values);
        for (double sum : reduced(backend, Reduction.SUM, columns, true, false)) {
            assertEquals(exact / 2, sum, bound(n / 2, U32, exact / 2));
        }
        columns.storage().release();
    }

    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#all")
    void sumsOfAnyLengthStayWithinTheBound(CpuBackend backend) {
        SplittableRandom random = new SplittableRandom(1);
        for (int n : new int[] {1, 2, 7, 15, 16, 17, 31, 63, 64, 65, 127, 255, 1000, 1025, 4095, 4096, 4097, 8193,
            300_000}) {
            double[] values = random.doubles(n, -1, 2).toArray();
            float[] floats = new float[n];
            double exact = 0;
            double magnitudes = 0;
            double exactOfFloats = 0;
            for (int i = 0; i < n; i++) {
                floats[i] = (float) values[i];
                exactOfFloats += floats[i];
                exact += values[i];
                magnitudes += Math.abs(values[i]);
            }
            View f = CpuBackends.floats(backend, Shape.of(n), floats);
            assertEquals(exactOfFloats, reduced(backend, Reduction.SUM, f, true)[0], bound(n, U32, magnitudes) + n
                    * U64 * magnitudes);
            View d = CpuBackends.doubles(backend, Shape.of(n), values);
            // The straightforward sum that it is compared with is wrong by up to n·u itself.
            assertEquals(exact, reduced(backend, Reduction.SUM, d, true)[0], bound(n, U64, magnitudes) + n * U64
                    * magnitudes);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#byThreads")
    void bitsDoNotDependOnTheNumberOfThreads(List<CpuBackend> backends) {
        Shape shape = Shape.of(3, 401, 517);
        float[] values = new float[(int) shape.elements()];
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() * 1000 - 300;
        }
        for (int mask = 1; mask < 8; mask++) {
            boolean[] axes = {(mask & 1) != 0, (mask & 2) != 0, (mask & 4) != 0};
            for (Reduction reduction : List.of(Reduction.SUM, Reduction.MAX, Reduction.MIN)) {
                double[] first = null;
                for (CpuBackend backend : backends) {
                    View x = CpuBackends.floats(backend, shape, values);
                    double[] result = reduced(backend, reduction, x, axes);
                    first = first == null ? result : first;
                    assertArrayEquals(first, result, reduction + " over " + Arrays.toString(axes));
                    x.storage().release();
                }
            }
        }
    }

    /** Small whole numbers, whose sums are exact in any order, through every layout and every choice of axes. */
    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#all")
    void agreesWithNestedLoopsOnAnyStrides(CpuBackend backend) {
        SplittableRandom random = new SplittableRandom(3);
        Layout base = Layout.contiguous(Shape.of(5, 19, 35));
        List<Layout> layouts = List.of(base, base.permute(2, 0, 1), base.permute(1, 2, 0), base.slice("test", 2, 3, 30),
                base.slice("test", 1, 2, 3).broadcastTo("test", Shape.of(5, 21, 35)),
                Layout.of(Shape.of(4, 6, 8), new long[] {500, 70, 3}, 11));
        for (DType dtype : DType.values()) {
            View x = filled(backend, dtype, random, 5 * 19 * 35);
            for (Layout layout : layouts) {
                for (int mask = 1; mask < 8; mask++) {
                    boolean[] axes = {(mask & 1) != 0, (mask & 2) != 0, (mask & 4) != 0};
                    for (Reduction reduction : Reduction.values()) {
                        if (!reduction.yieldsIndex() || Integer.bitCount(mask) == 1) {
                            check(backend, reduction, x.with(layout), axes);
                        }
                    }
                }
            }
            x.storage().release();
        }
    }

    private static void check(CpuBackend backend, Reduction reduction, View x, boolean[] axes) {
        double[] expected = NestedLoops.reduce(reduction, x, axes);
        assertArrayEquals(expected, reduced(backend, reduction, x, axes), () -> "%s of %s %s over %s".formatted(
                reduction, x.dtype(), x.layout(), Arrays.toString(axes)));
    }

    private static View filled(CpuBackend backend, DType dtype, SplittableRandom random, int n) {
        int[] values = random.ints(n, 0, dtype == DType.BOOL ? 2 : 100).toArray();
        return switch (dtype) {
            case F32 -> {
                float[] floats = new float[n];
                for (int i = 0; i < n; i++) {
                    floats[i] = values[i] - 50;
                }
                yield CpuBackends.floats(backend, Shape.of(n), floats);
            }
            case F64 -> CpuBackends.doubles(backend, Shape.of(n), Arrays.stream(values).asDoubleStream().toArray());
            case I64 -> CpuBackends.longs(backend, Shape.of(n), Arrays.stream(values).asLongStream().toArray());
            case I32 -> CpuBackends.ints(backend, Shape.of(n), values);
            case U8, BOOL -> CpuBackends.bytes(backend, dtype, Shape.of(n), values);
        };
    }

    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#all")
    void notANumberWinsWhereverItStands(CpuBackend backend) {
        for (int n : new int[] {1, 10, 100, 5000}) {
            for (int at : new int[] {0, n / 2, n - 1}) {
                float[] values = new float[2 * n];
                values[n + at] = Float.NaN;
                values[n + n - 1] = at == n - 1 ? Float.NaN : Float.POSITIVE_INFINITY;
                View x = CpuBackends.floats(backend, Shape.of(2, n), values);
                View transposed = x.with(x.layout().permute(1, 0));
                for (Reduction reduction : List.of(Reduction.MAX, Reduction.MIN)) {
                    assertArrayEquals(new double[] {0, Double.NaN}, reduced(backend, reduction, x, false, true));
                    assertArrayEquals(new double[] {0, Double.NaN},
                            reduced(backend, reduction, transposed, true, false));
                }
                assertArrayEquals(new double[] {0, at}, reduced(backend, Reduction.ARGMAX, x, false, true));
                assertArrayEquals(new double[] {0, at}, reduced(backend, Reduction.ARGMIN, x, false, true));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#all")
    void theFirstOfEqualElementsIsChosen(CpuBackend backend) {
        for (int n : new int[] {2, 9, 40, 9000}) {
            float[] values = new float[n];
            Arrays.fill(values, Float.NEGATIVE_INFINITY);
            View low = CpuBackends.floats(backend, Shape.of(n), values);
            assertEquals(0, reduced(backend, Reduction.ARGMAX, low, true)[0]);
            values[n - 1] = 0;
            values[n / 2] = -0f;
            View zeros = CpuBackends.floats(backend, Shape.of(n), values);
            assertEquals(n / 2, reduced(backend, Reduction.ARGMAX, zeros, true)[0]);
            // +0 counts as the larger of the zeros, where the value is asked and not the place.
            assertEquals(n / 2 == n - 1 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY, 1 / reduced(backend,
                    Reduction.MAX, zeros, true)[0]);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#all")
    void thereIsASumOverNothing(CpuBackend backend) {
        for (DType dtype : DType.values()) {
            View x = CpuBackends.empty(backend, dtype, Shape.of(3, 0));
            assertArrayEquals(new double[3], reduced(backend, Reduction.SUM, x, false, true));
            assertEquals(0, reduced(backend, Reduction.SUM, x, true, false).length);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#all")
    void integerSumsAreExactBeyondTheirType(CpuBackend backend) {
        int[] ints = new int[5000];
        Arrays.fill(ints, Integer.MAX_VALUE);
        View x = CpuBackends.ints(backend, Shape.of(5000), ints);
        assertEquals(5000.0 * Integer.MAX_VALUE, reduced(backend, Reduction.SUM, x, true)[0]);
        int[] bytes = new int[100_000];
        Arrays.fill(bytes, 255);
        View u8 = CpuBackends.bytes(backend, DType.U8, Shape.of(100_000), bytes);
        assertEquals(25_500_000, reduced(backend, Reduction.SUM, u8, true)[0]);
        assertEquals(255, reduced(backend, Reduction.MIN, u8, true)[0]);
    }

    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#all")
    void givesItsScratchMemoryBack(CpuBackend backend) {
        View x = CpuBackends.floats(backend, Shape.of(1000, 700), new float[700_000]);
        long before = backend.memory().usedBytes();
        reduced(backend, Reduction.SUM, x, true, false);
        reduced(backend, Reduction.SUM, x, true, true);
        assertEquals(before, backend.memory().usedBytes());
        assertTrue(before > 0);
    }

    private static double[] reduced(CpuBackend backend, Reduction reduction, View x, boolean... axes) {
        Shape shape = x.shape();
        for (int axis = 0; axis < axes.length; axis++) {
            shape = axes[axis] ? shape.with(axis, 1) : shape;
        }
        boolean widens = reduction == Reduction.SUM && !x.dtype().isFloating();
        DType dtype = reduction.yieldsIndex() || widens ? DType.I64 : x.dtype();
        View out = CpuBackends.empty(backend, dtype, shape);
        try {
            backend.reduce(reduction, x, axes, out);
            return CpuBackends.read(out);
        } finally {
            out.storage().release();
        }
    }
}

package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Products are as exact as was asked for, and no more exact than was asked for where cuBLAS computes them. All factors are
 * positive, so the relative error of a sum is no larger than that of its products: two roundings of factors by {@code u} each
 * make 2u + u², and adding k of them in F32 at most k·2⁻²⁴ more.
 */
class PrecisionTest extends OnEveryDevice {
    private static final int M = 6;
    private static final int N = 5;
    private static final int K = 64;

    private final float[] a = factors(1, M * K);
    private final float[] b = factors(2, K * N);

    /** Between 1 and 2: a last bit of every fraction that has more of them than fit is lost. */
    private static float[] factors(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(1, 2);
        }
        return values;
    }

    private static double roundoff(Precision precision) {
        return switch (precision) {
            case F32 -> 0;
            case TF32 -> 0x1p-11;
            case BF16 -> 0x1p-8;
        };
    }

    private double largestRelativeError() {
        float[] product = of(Shape.of(M, K), a).matmul(of(Shape.of(K, N), b)).toFloats();
        double largest = 0;
        for (int i = 0; i < M; i++) {
            for (int j = 0; j < N; j++) {
                double exact = 0;
                for (int p = 0; p < K; p++) {
                    exact += (double) a[i * K + p] * b[p * N + j];
                }
                largest = Math.max(largest, Math.abs(product[i * N + j] - exact) / exact);
            }
        }
        return largest;
    }

    private boolean isCublas() {
        String description = device.backend().description();
        return description.contains("cuBLAS") && !description.contains("no cuBLAS");
    }

    @ParameterizedTest
    @EnumSource
    void errorsAreThoseOfThePrecision(Precision precision) {
        double sum = K * 0x1p-24;
        double u = roundoff(precision);
        try (var _ = precision.use()) {
            double error = largestRelativeError();
            assertTrue(error <= 2 * u + u * u + 2 * sum, "%s: %.3g".formatted(precision, error));
            if (isCublas() && precision != Precision.F32) {
                assertTrue(error > 4 * sum, "%s was not used: error %.3g".formatted(precision, error));
            }
            if (isCublas() && precision == Precision.BF16) {
                assertTrue(error > 0x1p-11, "no less exact than TF32: %.3g".formatted(error));
            }
            if (!isCublas()) {
                assertTrue(error <= 2 * sum, "more than F32 was lost: %.3g".formatted(error));
            }
        }
    }

    @Test
    void doublesAreNeverRounded() {
        double[] x = {1 + 0x1p-40, 1};
        try (var _ = Precision.BF16.use()) {
            Tensor ones = Tensor.full(Shape.of(1, 2), 1, DType.F64, device);
            Tensor right = Tensor.copyOf(MemorySegment.ofArray(x), Shape.of(2, 1), DType.F64, device);
            assertArrayEquals(new double[] {2 + 0x1p-40}, ones.matmul(right).toDoubles());
        }
    }

    @Test
    void theInnermostUseCounts() {
        assertSame(Precision.F32, Precision.current());
        try (var _ = Precision.TF32.use()) {
            try (var _ = Precision.BF16.use()) {
                assertSame(Precision.BF16, Precision.current());
            }
            assertSame(Precision.TF32, Precision.current());
        }
        assertSame(Precision.F32, Precision.current());
    }

    @Test
    void otherThreadsAreLeftAlone() throws InterruptedException, ExecutionException {
        try (var _ = Precision.TF32.use(); ExecutorService other = Executors.newSingleThreadExecutor()) {
            assertEquals(Precision.F32, other.submit(Precision::current).get());
        }
    }
}

package dev.culebra.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.DType;
import dev.culebra.engine.Distribution;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import dev.culebra.engine.cpu.random.Philox;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RandomTest {
    private static final long SEED = 0x9876_5432_1234_5678L;
    private static final List<Distribution> DISTRIBUTIONS = List.of(new Distribution.Uniform(-2, 3),
            new Distribution.Normal(1, 2), new Distribution.Bernoulli(0.3));

    @ParameterizedTest
    @MethodSource("dev.culebra.engine.cpu.CpuBackends#byThreads")
    void elementsDependOnSeedAndNumberOnly(List<CpuBackend> backends) {
        long many = 40_001;
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            for (Distribution distribution : DISTRIBUTIONS) {
                double[] all = draw(backends.getFirst(), distribution, dtype, 5, many);
                for (CpuBackend backend : backends) {
                    assertArrayEquals(all, draw(backend, distribution, dtype, 5, many));
                    for (long from : new long[] {6, 7, 8, 1009}) {
                        double[] part = draw(backend, distribution, dtype, from, 777);
                        assertArrayEquals(Arrays.copyOfRange(all, (int) from - 5, (int) from - 5 + 777), part);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void unitNumbersAreTheHighBitsOfTheirWords(DType dtype) {
        int[] words = new int[2 * Philox.WORDS];
        Philox.fill(SEED, 0, words, 2);
        double[] drawn = draw(CpuBackends.all().findFirst().orElseThrow(), new Distribution.Uniform(0, 1), dtype, 0, 4);
        for (int i = 0; i < drawn.length; i++) {
            long bits = (long) words[2 * i + 1] << 32 | Integer.toUnsignedLong(words[2 * i]);
            assertEquals(dtype == DType.F32 ? (words[i] >>> 8) * 0x1p-24 : (bits >>> 11) * 0x1p-53, drawn[i]);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void hasTheMomentsOfItsDistribution(DType dtype) {
        int n = 1 << 20;
        CpuBackend backend = CpuBackends.all().findFirst().orElseThrow();
        // Five standard errors: of the mean, deviation/√n; of the variance, √((kurtosis − 1)/n) · variance.
        check(draw(backend, new Distribution.Uniform(-2, 3), dtype, 0, n), 0.5, 25 / 12.0, 1.8);
        check(draw(backend, new Distribution.Normal(1, 2), dtype, 0, n), 1, 4, 3);
        check(draw(backend, new Distribution.Bernoulli(0.3), dtype, 0, n), 0.3, 0.21, 1 / 0.21 - 3);
    }

    private static void check(double[] drawn, double mean, double variance, double kurtosis) {
        double sum = Arrays.stream(drawn).sum();
        double squares = Arrays.stream(drawn).map(x -> (x - mean) * (x - mean)).sum();
        assertEquals(mean, sum / drawn.length, 5 * Math.sqrt(variance / drawn.length));
        assertEquals(variance, squares / drawn.length, 5 * variance * Math.sqrt((kurtosis - 1) / drawn.length));
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void uniformNeverReachesItsUpperEnd(DType dtype) {
        CpuBackend backend = CpuBackends.all().findFirst().orElseThrow();
        // Between neighbours every second number rounds up.
        double low = 1 << 20;
        double high = dtype == DType.F32 ? Math.nextUp((float) low) : Math.nextUp(low);
        for (double drawn : draw(backend, new Distribution.Uniform(low, high), dtype, 0, 1000)) {
            assertEquals(low, drawn);
        }
        for (double drawn : draw(backend, new Distribution.Uniform(low, low), dtype, 0, 10)) {
            assertEquals(low, drawn);
        }
        double most = dtype == DType.F32 ? Float.MAX_VALUE : Double.MAX_VALUE;
        for (double drawn : draw(backend, new Distribution.Uniform(-most, most), dtype, 0, 1000)) {
            assertTrue(drawn >= -most && drawn < most, "drew " + drawn);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void bernoulliKnowsNeverAndAlways(DType dtype) {
        CpuBackend backend = CpuBackends.all().findFirst().orElseThrow();
        assertEquals(0, Arrays.stream(draw(backend, new Distribution.Bernoulli(0), dtype, 0, 1000)).sum());
        assertEquals(1000, Arrays.stream(draw(backend, new Distribution.Bernoulli(1), dtype, 0, 1000)).sum());
    }

    private static double[] draw(CpuBackend backend, Distribution distribution, DType dtype, long counter, long count) {
        View whole = CpuBackends.empty(backend, dtype, Shape.of(count + 3));
        View view = whole.with(Layout.of(Shape.of(count), new long[] {1}, 3));
        try {
            backend.random(distribution, SEED, counter, view);
            return CpuBackends.read(view);
        } finally {
            whole.storage().release();
        }
    }
}

package dev.culebra.engine.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.culebra.engine.DType;
import dev.culebra.engine.Distribution;
import dev.culebra.engine.Shape;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.reference.Cells;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The random verb: each element a function of seed and number alone, and distributed as asked. */
@ForEveryBackend
record RandomContractTest(Backend backend) {
    private static final List<Distribution> EXACT = List.of(
            new Distribution.Uniform(0, 1), new Distribution.Uniform(-3, 5), new Distribution.Uniform(2, 2),
            new Distribution.Uniform(1, 1 + 0x1p-23), new Distribution.Uniform(-1e300, 1e300),
            new Distribution.Bernoulli(0),
            new Distribution.Bernoulli(1), new Distribution.Bernoulli(0.3), new Distribution.Bernoulli(0x1p-30));
    private static final long[] SEEDS = {0, 1, -1, 42, Long.MIN_VALUE, 0x0123456789abcdefL};
    private static final long[] COUNTERS = {0, 1, 2, 3, 5, 1023, 0xFFFFFFFFL * 4, (1L << 40) + 3};

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void sameBitsForEverySeedAndCounter(DType dtype) {
        for (Distribution distribution : EXACT) {
            if (dtype == DType.F32 && distribution.equals(new Distribution.Uniform(-1e300, 1e300))) {
                continue; // beyond F32
            }
            for (long seed : SEEDS) {
                draw(distribution, seed, 7, Shape.of(21), dtype, LayoutKind.CONTIGUOUS, Tolerance.EXACT);
            }
            for (long counter : COUNTERS) {
                draw(distribution, 42, counter, Shape.of(3, 7), dtype, LayoutKind.UNALIGNED, Tolerance.EXACT);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void everyLength(DType dtype) {
        for (long length : Sizes.LENGTHS) {
            draw(new Distribution.Uniform(-1, 1), 5, 3, Shape.of(length), dtype, LayoutKind.CONTIGUOUS,
                    Tolerance.EXACT);
        }
        draw(new Distribution.Uniform(-1, 1), 5, 1, Shape.of(30_001), dtype, LayoutKind.CONTIGUOUS, Tolerance.EXACT);
    }

    /** The approximation is good to one part in 10⁷ (F32) or 10¹⁵ (F64); the reference to one in 10¹¹. */
    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void normalNumbers(DType dtype) {
        double relative = dtype == DType.F32 ? 4e-7 : 1e-11;
        for (Distribution.Normal normal : List.of(new Distribution.Normal(0, 1), new Distribution.Normal(10, 0.5),
                new Distribution.Normal(-1, 0))) {
            double largest = Math.abs(normal.mean()) + 9 * normal.deviation();
            draw(normal, 9, 5, Shape.of(1500), dtype, LayoutKind.CONTIGUOUS, Tolerance.within("relative " + relative,
                    _ -> relative * largest));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void drawingInPiecesGivesTheSameNumbers(DType dtype) {
        for (Distribution distribution : List.of(new Distribution.Normal(0, 1), new Distribution.Uniform(0, 1))) {
            try (Lab lab = new Lab(backend, 50)) {
                Twin whole = lab.view(Shape.of(100), dtype, LayoutKind.CONTIGUOUS, Values.WHOLE);
                Twin pieces = lab.view(Shape.of(100), dtype, LayoutKind.CONTIGUOUS, Values.WHOLE);
                lab.run(side -> {
                    side.backend().random(distribution, 3, 11, side.view(whole));
                    long[] ends = {0, 1, 2, 5, 9, 16, 33, 34, 64, 99, 100};
                    for (int i = 1; i < ends.length; i++) {
                        side.backend().random(distribution, 3, 11 + ends[i - 1],
                                side.view(pieces).with(side.view(pieces)
                                        .layout().slice("slice", 0, ends[i - 1], ends[i])));
                    }
                });
                Cells a = lab.actual(whole);
                Cells b = lab.actual(pieces);
                for (long i = 0; i < 100; i++) {
                    assertEquals(a.real(i), b.real(i), lab.describe("number " + i));
                }
            }
        }
    }

    /** Mean and variance of n numbers lie within five standard errors of those of the distribution. */
    @Test
    void moments() {
        int n = 20_000;
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            moments(new Distribution.Uniform(-1, 3), dtype, n, 1, 16 / 12.0, 1.8);
            moments(new Distribution.Normal(2, 3), dtype, n, 2, 9, 3);
            moments(new Distribution.Bernoulli(0.25), dtype, n, 0.25, 0.1875, 2.34);
        }
    }

    private void moments(Distribution distribution, DType dtype, int n, double mean, double variance, double kurtosis) {
        try (Lab lab = new Lab(backend, 51)) {
            Twin out = lab.view(Shape.of(n), dtype, LayoutKind.CONTIGUOUS, Values.WHOLE);
            lab.run(side -> side.backend().random(distribution, 77, 1_000_000, side.view(out)));
            Cells cells = lab.actual(out);
            double sum = 0;
            double squares = 0;
            for (long i = 0; i < n; i++) {
                sum += cells.real(i);
                squares += (cells.real(i) - mean) * (cells.real(i) - mean);
            }
            assertEquals(mean, sum / n, 5 * Math.sqrt(variance / n), lab.describe("mean of " + distribution));
            assertEquals(variance, squares / n, 5 * variance * Math.sqrt((kurtosis - 1) / n),
                    lab.describe("variance of "
                            + distribution));
        }
    }

    private void draw(Distribution distribution, long seed, long counter, Shape shape, DType dtype, LayoutKind kind,
            Tolerance tolerance) {
        try (Lab lab = new Lab(backend, 52)) {
            Twin out = lab.view(shape, dtype, kind, Values.WHOLE);
            lab.run(side -> side.backend().random(distribution, seed, counter, side.view(out)));
            lab.check("random %s seed %d counter %d".formatted(distribution, seed, counter), tolerance, out);
        }
    }
}

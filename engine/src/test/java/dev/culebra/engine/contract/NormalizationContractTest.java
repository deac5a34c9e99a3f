package dev.culebra.engine.contract;

import dev.culebra.engine.DType;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.reference.Cells;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Moments, normalisation and its gradients. */
@ForEveryBackend
record NormalizationContractTest(Backend backend) {
    private static final double EPSILON = 1e-5;

    /** A shape, and the axes along which it is normalised, from the right: as {@code "011"} for the last two of three. */
    private record Case(Shape shape, String axes) {
        static Case of(String axes, long... sizes) {
            return new Case(Shape.of(sizes), axes);
        }

        /** Size 1 where {@code axes} has this digit. */
        Shape reduced(char digit) {
            Shape reduced = shape;
            for (int axis = 0; axis < shape.rank(); axis++) {
                reduced = axes.charAt(axis) == digit ? reduced.with(axis, 1) : reduced;
            }
            return reduced;
        }

        /** Of the moments. */
        Shape moments() {
            return reduced('1');
        }

        /** Of a scale for each place along the axes, as in layer normalisation, or for each channel. */
        Shape parameters(boolean perChannel) {
            return perChannel ? moments() : reduced('0');
        }
    }

    private static final List<Case> CASES = List.of(Case.of("1", 5), Case.of("1", 1), Case.of("01", 3, 5), Case.of("01",
            9, 65), Case.of("01", 2, 1000), Case.of("01", 17, 1), Case.of("01", 300, 33), Case.of("10", 3, 5),
            Case.of(
                    "10", 65, 9),
            Case.of("10", 1000, 2), Case.of("10", 1, 7), Case.of("10", 33, 300),
            Case.of("011", 4, 3, 5), Case.of("011", 2, 16, 17), Case.of("1011", 3, 4, 5, 7), Case.of("1011", 2, 3, 1,
                    1),
            Case.of("1011", 5, 1, 9, 9), Case.of("0001", 2, 3, 4, 33), Case.of("101", 4, 3, 5), Case.of(
                    "010", 3, 7, 5),
            Case.of("11", 6, 7), Case.of("00", 3, 4));

    /** Without elements: moments of nothing are NaN, sums 0. */
    private static final List<Case> EMPTY =
            List.of(Case.of("01", 0, 5), Case.of("01", 3, 0), Case.of("10", 0, 5), Case.of("10", 3, 0), Case.of("1011",
                    2, 3, 0, 4), Case.of("1011", 0, 3, 2, 2));

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void everyShape(DType dtype) {
        for (Case each : CASES) {
            all(each, dtype, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS, Values.ANY);
        }
        for (Case each : EMPTY) {
            all(each, dtype, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS, Values.ANY);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyLayout(LayoutKind kind) {
        for (Case each : List.of(Case.of("01", 9, 17), Case.of("10", 17, 9), Case.of("1011", 3, 4, 5, 2), Case.of("101",
                3, 2, 4))) {
            all(each, DType.F32, kind, LayoutKind.CONTIGUOUS, Values.ANY);
            if (LayoutKind.FOR_OUTPUT.contains(kind)) {
                all(each, DType.F32, LayoutKind.CONTIGUOUS, kind, Values.ANY);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void aMeanThatIsLargeBesideTheDeviationCostsNoDigits(DType dtype) {
        double mean = dtype == DType.F32 ? 1 << 14 : 1L << 40;
        Values far = (random, _) -> mean + random.nextInt(-64, 65) / 64.0;
        for (Case each : List.of(Case.of("01", 5, 1000), Case.of("10", 1000, 5), Case.of("1011", 4, 3, 8, 9), Case.of(
                "01", 3, 10000))) {
            moments(each, dtype, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS, far);
            normalize(each, dtype, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS, far, false);
        }
    }

    @Test
    void nanStaysInItsGroup() {
        Values rare = (random, _) -> random.nextInt(200) == 0 ? Double.NaN : random.nextInt(5);
        Values endless = (random, _) -> random.nextInt(200) == 0 ? Double.POSITIVE_INFINITY : random.nextInt(5);
        for (Values values : List.of(rare, endless)) {
            for (Case each : List.of(Case.of("01", 20, 9), Case.of("10", 9, 20), Case.of("1011", 2, 20, 2, 3),
                    Case.of("10", 200, 40), Case.of("1011", 8, 3, 40, 21))) {
                all(each, DType.F32, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS, values);
            }
        }
    }

    @Test
    void manyRowsAndManyColumns() {
        all(Case.of("01", 3000, 4), DType.F32, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS, Values.ANY);
        all(Case.of("01", 2, 9000), DType.F32, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS, Values.ANY);
        all(Case.of("10", 9000, 2), DType.F32, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS, Values.ANY);
        all(Case.of("1011", 6, 2, 40, 41), DType.F32, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS, Values.ANY);
    }

    private void all(Case each, DType dtype, LayoutKind in, LayoutKind out, Values values) {
        moments(each, dtype, in, out, values);
        for (boolean perChannel : new boolean[] {false, true}) {
            normalize(each, dtype, in, out, values, perChannel);
            gradient(each, dtype, in, out, values, perChannel);
        }
    }

    private void moments(Case each, DType dtype, LayoutKind in, LayoutKind out, Values values) {
        try (Lab lab = new Lab(backend, 70)) {
            Twin x = lab.view(each.shape, dtype, in, values);
            Twin mean = lab.view(each.moments(), dtype, out, Values.WHOLE);
            Twin variance = lab.view(each.moments(), dtype, out, Values.WHOLE);
            lab.run(side -> side.backend().moments(side.view(x), side.view(mean), side.view(variance)));
            NormalizationErrors errors = errors(lab, x, mean, variance);
            lab.check("moments", Map.of(mean, errors.ofMean(), variance, errors.ofVariance()));
        }
    }

    private void normalize(Case each, DType dtype, LayoutKind in, LayoutKind out, Values values, boolean perChannel) {
        try (Lab lab = new Lab(backend, 71)) {
            Twin x = lab.view(each.shape, dtype, in, values);
            Twin scale = repeated(lab, each, dtype, perChannel);
            Twin shift = repeated(lab, each, dtype, perChannel);
            Twin y = lab.view(each.shape, dtype, out, Values.WHOLE);
            Twin mean = lab.view(each.moments(), dtype, out, Values.WHOLE);
            Twin variance = lab.view(each.moments(), dtype, out, Values.WHOLE);
            lab.run(side -> side.backend().normalize(side.view(x), side.view(scale), side.view(shift), EPSILON, side
                    .view(y), side.view(mean), side.view(variance)));
            NormalizationErrors errors = errors(lab, x, mean, variance);
            lab.check("normalize", Map.of(y, errors.ofOutput(EPSILON, lab.expected(scale), lab.expected(shift)), mean,
                    errors.ofMean(), variance, errors.ofVariance()));
        }
    }

    private void gradient(Case each, DType dtype, LayoutKind in, LayoutKind out, Values values, boolean perChannel) {
        try (Lab lab = new Lab(backend, 72)) {
            Twin x = lab.view(each.shape, dtype, in, values);
            Twin upstream = lab.view(each.shape, dtype, in, Values.ANY);
            Twin scale = repeated(lab, each, dtype, perChannel);
            Twin mean = lab.view(each.moments(), dtype, LayoutKind.CONTIGUOUS, Values.ANY);
            Twin variance = lab.view(each.moments(), dtype, LayoutKind.CONTIGUOUS, (random, _) -> (float) random
                    .nextDouble(0.25, 4));
            Twin dx = lab.view(each.shape, dtype, out, Values.WHOLE);
            Twin dscale = lab.view(each.parameters(perChannel), dtype, out, Values.WHOLE);
            Twin dshift = lab.view(each.parameters(perChannel), dtype, out, Values.WHOLE);
            lab.run(side -> side.backend().normalizeGradient(side.view(x), side.view(mean), side.view(variance),
                    EPSILON,
                    side.view(scale), side.view(upstream), side.view(dx), side.view(dscale), side.view(dshift)));
            NormalizationErrors errors = errors(lab, x, mean, variance);
            Cells above = lab.expected(upstream);
            lab.check("normalizeGradient", Map.of(dx, errors.ofInputGradient(EPSILON, lab.expected(scale), above),
                    dscale, errors.ofScaleGradient(dscale.shape(), EPSILON, above), dshift, errors.ofShiftGradient(
                            dshift.shape(), above)));
        }
    }

    private static NormalizationErrors errors(Lab lab, Twin input, Twin mean, Twin variance) {
        return new NormalizationErrors(lab.expected(input), lab.expected(mean), lab.expected(variance));
    }

    private static Twin repeated(Lab lab, Case each, DType dtype, boolean perChannel) {
        Layout layout = Layout.contiguous(each.parameters(perChannel)).broadcastTo("scale", each.shape);
        return lab.view(layout, dtype, Values.ANY);
    }
}

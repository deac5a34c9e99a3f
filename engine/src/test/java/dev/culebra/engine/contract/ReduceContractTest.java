package dev.culebra.engine.contract;

import dev.culebra.engine.DType;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.Shape;
import dev.culebra.engine.backend.Backend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The reduce verb over axes, layouts and dtypes. Sums of small whole numbers are exact in whatever order they are taken. */
@ForEveryBackend
record ReduceContractTest(Backend backend) {
    @ParameterizedTest
    @EnumSource
    void everyLayoutAndSetOfAxes(Reduction reduction) {
        for (Shape shape : Sizes.SHAPES) {
            for (LayoutKind kind : LayoutKind.values()) {
                for (boolean[] axes : sets(reduction, shape.rank())) {
                    reduce(reduction, shape, DType.F32, kind, LayoutKind.CONTIGUOUS, Values.WHOLE, axes);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyDType(Reduction reduction) {
        Shape shape = Shape.of(5, 3, 67);
        for (DType dtype : DType.values()) {
            for (LayoutKind kind : LayoutKind.values()) {
                for (boolean[] axes : sets(reduction, shape.rank())) {
                    Values values = dtype.isFloating() ? Values.WHOLE : Values.ANY;
                    reduce(reduction, shape, dtype, kind, LayoutKind.CONTIGUOUS, values, axes);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyLength(Reduction reduction) {
        for (long length : Sizes.LENGTHS) {
            for (DType dtype : List.of(DType.F32, DType.F64, DType.I32, DType.U8)) {
                reduce(reduction, Shape.of(length), dtype, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS, Values.WHOLE,
                        true);
                reduce(reduction, Shape.of(3, length), dtype, LayoutKind.UNALIGNED, LayoutKind.CONTIGUOUS, Values.WHOLE,
                        false, true);
                reduce(reduction, Shape.of(length, 3), dtype, LayoutKind.UNALIGNED, LayoutKind.CONTIGUOUS, Values.WHOLE,
                        true, false);
                reduce(reduction, Shape.of(2, length), dtype, LayoutKind.SWAPPED, LayoutKind.CONTIGUOUS, Values.WHOLE,
                        false,
                        true);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyOutputLayout(Reduction reduction) {
        for (LayoutKind out : LayoutKind.FOR_OUTPUT) {
            for (Shape shape : List.of(Shape.of(4, 5, 33), Shape.of(4, 0, 33), Shape.of(33, 5, 4))) {
                for (boolean[] axes : sets(reduction, shape.rank())) {
                    for (LayoutKind in : List.of(LayoutKind.CONTIGUOUS, LayoutKind.TRANSPOSED)) {
                        reduce(reduction, shape, DType.F32, in, out, Values.WHOLE, axes);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MAX", "MIN", "ARGMAX", "ARGMIN"})
    void specialValues(Reduction reduction) {
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            double[] specials = Specials.of(dtype);
            for (int length : new int[] {1, 2, 5, 16, 40, 100}) {
                reduce(reduction, Shape.of(40, length), dtype, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS,
                        (random, _) -> {
                            boolean rare = random.nextInt(length) == 0;
                            return rare ? specials[random.nextInt(specials.length)] : random.nextInt(-2, 3);
                        }, false, true);
                reduce(reduction, Shape.of(length, 40), dtype, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS,
                        Values.cycle(
                                0.0, -0.0, -0.0, Double.NEGATIVE_INFINITY, 0.0),
                        true, false);
            }
        }
    }

    @Test
    void sumsOfInfinitiesAndNaN() {
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            for (int length : new int[] {1, 3, 16, 17, 100, 1000}) {
                reduce(Reduction.SUM, Shape.of(60, length), dtype, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS,
                        (random,
                                _) -> switch (random.nextInt(3 * length)) {
                                    case 0 -> Double.NaN;
                                    case 1 -> Double.POSITIVE_INFINITY;
                                    case 2 -> Double.NEGATIVE_INFINITY;
                                    default -> random.nextInt(-3, 4);
                                },
                        false, true);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void largeSumsKeepTheirDigits(DType dtype) {
        largeSum(dtype, Shape.of(100_003), LayoutKind.CONTIGUOUS, true);
        for (LayoutKind kind : List.of(LayoutKind.CONTIGUOUS, LayoutKind.SWAPPED)) {
            largeSum(dtype, Shape.of(3, 20_000), kind, false, true);
            largeSum(dtype, Shape.of(20_000, 3), kind, true, false);
            largeSum(dtype, Shape.of(20, 50, 40), kind, true, false, true);
        }
    }

    private void largeSum(DType dtype, Shape shape, LayoutKind kind, boolean... axes) {
        double count = 1;
        for (int axis = 0; axis < axes.length; axis++) {
            count *= axes[axis] ? shape.size(axis) : 1;
        }
        double magnitude = count; // elements lie in [0, 1)
        double additions = 64 + 2 * Math.log(count) / Math.log(2);
        double bound = (additions + 1) * Ulps.roundoff(dtype) * magnitude;
        Values fractions = (random, _) -> dtype == DType.F32 ? (float) random.nextDouble() : random.nextDouble();
        reduce(Reduction.SUM, shape, dtype, kind, LayoutKind.CONTIGUOUS, fractions, Tolerance.within(
                "γ(64 + 2 log₂ n) Σ|x|", _ -> bound), axes);
    }

    /** All sets of axes, or for an index each axis alone. */
    private static List<boolean[]> sets(Reduction reduction, int rank) {
        List<boolean[]> sets = new ArrayList<>();
        for (int bits = 0; bits < 1 << rank; bits++) {
            boolean[] axes = new boolean[rank];
            for (int axis = 0; axis < rank; axis++) {
                axes[axis] = (bits >> axis & 1) == 1;
            }
            if (!reduction.yieldsIndex() || Integer.bitCount(bits) == 1) {
                sets.add(axes);
            }
        }
        return sets;
    }

    private void reduce(Reduction reduction, Shape shape, DType dtype, LayoutKind in, LayoutKind out, Values values,
            boolean... axes) {
        reduce(reduction, shape, dtype, in, out, values, new Tolerance.AnyZero(Tolerance.EXACT), axes);
    }

    private void reduce(Reduction reduction, Shape shape, DType dtype, LayoutKind in, LayoutKind out, Values values,
            Tolerance tolerance, boolean... axes) {
        Shape kept = shape;
        for (int axis = 0; axis < axes.length; axis++) {
            kept = axes[axis] ? kept.with(axis, 1) : kept;
        }
        if (!reduction.hasIdentity() && shape.elements() == 0 && kept.elements() != 0) {
            return; // there is nothing to choose; Tensor refuses it
        }
        boolean integerSum = reduction == Reduction.SUM && !dtype.isFloating();
        DType result = reduction.yieldsIndex() || integerSum ? DType.I64 : dtype;
        Layout layout = out.of(kept);
        try (Lab lab = new Lab(backend, 11)) {
            Twin x = lab.view(shape, dtype, in, values);
            Twin y = lab.view(layout, result, Values.WHOLE);
            lab.run(side -> side.backend().reduce(reduction, side.view(x), axes, side.view(y)));
            lab.check("reduce " + reduction + " over " + Arrays.toString(axes), tolerance, y);
        }
    }
}

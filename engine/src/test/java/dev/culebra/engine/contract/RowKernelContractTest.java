package dev.culebra.engine.contract;

import dev.culebra.engine.DType;
import dev.culebra.engine.Shape;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.reference.Cells;
import dev.culebra.engine.reference.Indices;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Softmax and its logarithm. */
@ForEveryBackend
record RowKernelContractTest(Backend backend) {
    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void everyShapeAndAxis(DType dtype) {
        for (Shape shape : Sizes.SHAPES) {
            for (int axis = 0; axis < shape.rank(); axis++) {
                for (LayoutKind in : LayoutKind.values()) {
                    rows(shape, dtype, axis, in, LayoutKind.CONTIGUOUS, Values.ANY);
                }
                rows(shape, dtype, axis, LayoutKind.CONTIGUOUS, LayoutKind.STEPPED, Values.ANY);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void largeElementsDoNotOverflow(DType dtype) {
        Values large = (random, _) -> (float) random.nextDouble(-3e4, 3e4);
        rows(Shape.of(7, 33), dtype, 1, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS, large);
        rows(Shape.of(7, 33), dtype, 0, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS, large);
        Values masked = (random, _) -> random.nextInt(3) == 0 ? Double.NEGATIVE_INFINITY : random.nextInt(5);
        rows(Shape.of(9, 40), dtype, 1, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS, masked);
    }

    @Test
    void nanMakesItsRowNaN() {
        Values rare = (random, _) -> random.nextInt(30) == 0 ? Double.NaN : random.nextInt(5);
        rows(Shape.of(20, 10), DType.F32, 1, LayoutKind.CONTIGUOUS, LayoutKind.CONTIGUOUS, rare);
    }

    private void rows(Shape shape, DType dtype, int axis, LayoutKind in, LayoutKind out, Values values) {
        softmax(shape, dtype, axis, in, out, values);
        logSoftmax(shape, dtype, axis, in, out, values);
    }

    /**
     * The sum of n exponentials is wrong by at most γ(64 + 2 log₂ n) relatively, each exponential by 2 ulp, and by what the
     * rounding of x − max does to it, u |x − max|.
     */
    private static double relativeError(DType dtype, long n, double spread) {
        return (70 + 2 * Math.log(Math.max(1, n)) / Math.log(2) + 2 * spread) * Ulps.roundoff(dtype);
    }

    private void softmax(Shape shape, DType dtype, int axis, LayoutKind in, LayoutKind out, Values values) {
        try (Lab lab = new Lab(backend, 60)) {
            Twin x = lab.view(shape, dtype, in, values);
            Twin y = lab.view(shape, dtype, out, Values.WHOLE);
            lab.run(side -> side.backend().softmax(side.view(x), axis, side.view(y)));
            Cells elements = lab.expected(x);
            Cells probabilities = lab.expected(y);
            double smallest = Ulps.of(dtype, 0);
            lab.check("softmax along axis " + axis, Tolerance.within("γ(70 + 2 log₂ n + 2 spread) p",
                    index -> relativeError(dtype, shape.size(axis), spread(elements, shape, axis, index))
                            * probabilities
                                    .real(index)
                            + smallest),
                    y);
        }
    }

    private void logSoftmax(Shape shape, DType dtype, int axis, LayoutKind in, LayoutKind out, Values values) {
        try (Lab lab = new Lab(backend, 61)) {
            Twin x = lab.view(shape, dtype, in, values);
            Twin y = lab.view(shape, dtype, out, Values.WHOLE);
            lab.run(side -> side.backend().logSoftmax(side.view(x), axis, side.view(y)));
            Cells elements = lab.expected(x);
            lab.check("logSoftmax along axis " + axis, Tolerance.within("γ(70 + 2 log₂ n + 2 spread)",
                    index -> relativeError(dtype, shape.size(axis), spread(elements, shape, axis, index))), y);
        }
    }

    /** The largest distance of an element in a row from its maximum, infinities apart; NaN if one is. */
    private static double spread(Cells cells, Shape shape, int axis, long[] index) {
        double largest = Double.NEGATIVE_INFINITY;
        double smallest = Double.POSITIVE_INFINITY;
        for (long i = 0; i < shape.size(axis); i++) {
            double value = cells.real(Indices.with(index, axis, i));
            largest = Math.max(largest, value);
            smallest = Double.isInfinite(value) ? smallest : Math.min(smallest, value);
        }
        return largest - smallest;
    }
}

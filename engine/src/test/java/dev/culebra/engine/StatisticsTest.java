package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class StatisticsTest {
    private static Tensor matrix() {
        return Tensor.of(Shape.of(2, 3), 1, 2, 6, -1, -1, -1);
    }

    @Test
    void variance() {
        try (Scope _ = Scope.open()) {
            assertArrayEquals(new float[] {14f / 3, 0}, matrix().var(0, false, 1).toFloats());
            Tensor unbiased = matrix().var(1, true, -1);
            assertEquals(Shape.of(2, 1), unbiased.shape());
            assertArrayEquals(new float[] {7, 0}, unbiased.toFloats());
            assertEquals(38.0 / 6, matrix().var(0, false).item(), 1e-6);
        }
    }

    @Test
    void varianceOfTooFewIsNaN() {
        try (Scope _ = Scope.open()) {
            assertEquals(Double.NaN, Tensor.of(5f).var(1, false).item());
            assertEquals(Double.NaN, Tensor.zeros(Shape.of(0), DType.F64, Device.standard()).var(0, false).item());
        }
    }

    @Test
    void varianceDoesNotCancel() {
        try (Scope _ = Scope.open()) {
            assertEquals(1, Tensor.of(1e4f, 1e4f + 1, 1e4f + 2).var(1, false).item(), "squares would need 27 bits");
        }
    }

    @Test
    void meanKeepsAxesOnDemand() {
        try (Scope _ = Scope.open()) {
            Tensor mean = matrix().mean(true, 0);
            assertEquals(Shape.of(1, 3), mean.shape());
            assertArrayEquals(new float[] {0, 0.5f, 2.5f}, mean.toFloats());
        }
    }

    @Test
    void logSumExp() {
        try (Scope _ = Scope.open()) {
            Tensor x = Tensor.of(Shape.of(2, 2), 0, 0, 1000, 1000);
            Tensor rows = x.logSumExp(true, 1);
            assertEquals(Shape.of(2, 1), rows.shape());
            float two = (float) Math.log(2);
            assertArrayEquals(new float[] {two, 1000 + two}, rows.toFloats());
            assertEquals(1000 + Math.log(2), x.logSumExp().item(), 1e-4);
        }
    }

    @Test
    void logSumExpOfInfinitiesAndNothing() {
        float infinity = Float.POSITIVE_INFINITY;
        try (Scope _ = Scope.open()) {
            Tensor x = Tensor.of(Shape.of(4, 2), -infinity, -infinity, infinity, 3, -infinity, 2, Float.NaN, infinity);
            assertArrayEquals(new float[] {-infinity, infinity, 2, Float.NaN}, x.logSumExp(1).toFloats());
            Tensor empty = Tensor.zeros(Shape.of(2, 0), DType.F32, Device.standard());
            assertArrayEquals(new float[] {-infinity, -infinity}, empty.logSumExp(1).toFloats());
            assertEquals(Shape.of(0), empty.logSumExp(0).shape());
        }
    }

    @Test
    void needsFloatingElements() {
        try (Scope _ = Scope.open()) {
            Tensor whole = Tensor.of(Shape.of(2), new int[] {1, 2});
            assertThrows(DTypeException.class, () -> whole.var(0, false));
            assertThrows(DTypeException.class, whole::logSumExp);
        }
    }
}

package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class RowOperationsTest extends OnEveryDevice {
    private static final double LOG_3 = Math.log(3);

    @Test
    void crossEntropyOfEvenOdds() {
        Tensor logits = Tensor.zeros(Shape.of(2, 3), DType.F32, device);
        ClassTargets targets = ClassTargets.of(whole(Shape.of(2), 0, 2));
        ClassLosses rows = logits.crossEntropy(targets);
        assertArrayEquals(new float[] {(float) LOG_3, (float) LOG_3}, rows.losses().toFloats(), 1e-6f);
        assertArrayEquals(new float[] {1, 1}, rows.weights().toFloats());
        assertArrayEquals(new float[] {-2 / 3f, 1 / 3f, 1 / 3f, 1 / 3f, 1 / 3f, -2 / 3f}, logits.crossEntropyGradient(
                targets, of(Shape.scalar(), 1)).toFloats(), 1e-6f);
    }

    @Test
    void weightsSmoothingAndIgnoredLabels() {
        Tensor logits = Tensor.zeros(Shape.of(3, 3), DType.F32, device);
        ClassTargets targets = ClassTargets.of(whole(Shape.of(3), 1, -100, 2)).weighted(of(Shape.of(3), 1, 2, 3))
                .ignoring(-100);
        ClassLosses rows = logits.crossEntropy(targets);
        assertArrayEquals(new float[] {(float) (2 * LOG_3), 0, (float) (3 * LOG_3)}, rows.losses().toFloats(), 2e-6f);
        assertArrayEquals(new float[] {2, 0, 3}, rows.weights().toFloats());
        float[] gradient = logits.crossEntropyGradient(targets, of(Shape.of(3), 3, 3, 1)).toFloats();
        assertArrayEquals(new float[] {2, -4, 2, 0, 0, 0, 1, 1, -2}, gradient, 2e-6f);
        // Half of the target evenly: ½·2·log 3 + ½·⅓·(1 + 2 + 3)·log 3
        assertEquals(2 * LOG_3, logits.crossEntropy(targets.smoothed(0.5)).losses().toFloats()[0], 2e-6);
    }

    @Test
    void noRowsHaveNoLosses() {
        ClassTargets targets = ClassTargets.of(whole(Shape.of(0)));
        Tensor logits = range(0, 3);
        assertEquals(Shape.of(0), logits.crossEntropy(targets).losses().shape());
        assertEquals(Shape.of(0, 3), logits.crossEntropyGradient(targets, of(Shape.scalar(), 1)).shape());
    }

    @Test
    void aWrongLabelIsNamed() {
        Tensor logits = range(2, 3);
        ClassTargets targets = ClassTargets.of(whole(Shape.of(2), 1, 3));
        IndexOutOfBoundsException outside = assertThrows(IndexOutOfBoundsException.class, () -> logits.crossEntropy(
                targets).losses().toFloats());
        assertEquals("crossEntropy: label 3 at [1] lies outside [0, 3)", outside.getMessage());
    }

    @Test
    void targetsThatDoNotFitAreRefused() {
        Tensor logits = range(2, 3);
        Tensor labels = whole(Shape.of(3), 0, 1, 2);
        Rejected.because("crossEntropy: needs logits [n, classes] and labels [n]: logits [2, 3], labels [3]",
                ShapeException.class, () -> logits.crossEntropy(ClassTargets.of(labels)));
        Tensor fit = labels.slice(0, 0, 2);
        Rejected.because("crossEntropy: needs a weight a class: logits [2, 3], weights [2]", ShapeException.class,
                () -> logits.crossEntropy(ClassTargets.of(fit).weighted(range(2))));
        Rejected.because("crossEntropy: labels must be I64, got [2] F32; convert them with to(DType)",
                DTypeException.class, () -> logits.crossEntropy(ClassTargets.of(range(2))));
        Rejected.because("crossEntropy: dtypes differ (F32 ≠ F64): logits [2, 3], weights [3]", DTypeException.class,
                () -> logits.crossEntropy(ClassTargets.of(fit).weighted(range(3).to(DType.F64))));
        Rejected.because("crossEntropy: smoothing must lie in [0, 1], got 1.5", IllegalArgumentException.class,
                () -> ClassTargets.of(fit).smoothed(1.5));
        Rejected.because("crossEntropy: shape [3] does not broadcast to [2]", ShapeException.class,
                () -> logits.crossEntropyGradient(ClassTargets.of(fit), range(3)));
        ClassTargets closed = ClassTargets.of(fit);
        fit.close();
        labels.close();
        Rejected.because("crossEntropy: operand [2] I64 was closed and cannot be used", ClosedTensorException.class,
                () -> logits.crossEntropy(closed));
    }

    @Test
    void momentsOverSomeAxes() {
        Tensor x = of(Shape.of(2, 3), 1, 5, 9, 3, 5, 1);
        Moments columns = x.moments(0);
        assertEquals(Shape.of(1, 3), columns.mean().shape());
        assertArrayEquals(new float[] {2, 5, 5}, columns.mean().toFloats());
        assertArrayEquals(new float[] {1, 0, 16}, columns.variance().toFloats());
        assertEquals(4, x.moments().mean().item());
        assertArrayEquals(new float[] {Float.NaN, Float.NaN}, range(2, 0).moments(1).variance().toFloats());
    }

    @Test
    void normalizesRowsAndChannels() {
        Tensor x = of(Shape.of(2, 2), 1, 3, 10, 30);
        Tensor scale = of(Shape.of(2), 1, 2);
        Tensor shift = of(Shape.of(2), 0, 5);
        Normalized rows = x.normalize(scale, shift, 0, -1);
        assertArrayEquals(new float[] {-1, 7, -1, 7}, rows.output().toFloats(), 1e-6f);
        assertArrayEquals(new float[] {2, 20}, rows.moments().mean().toFloats());
        Normalized channels = x.normalize(scale.reshape(2, 1), shift.reshape(2, 1), 0, 1);
        assertArrayEquals(new float[] {-1, 1, 3, 7}, channels.output().toFloats(), 1e-6f);
        assertArrayEquals(channels.output().toFloats(), x.normalize(channels.moments(), scale.reshape(2, 1), shift
                .reshape(2, 1), 0).toFloats(), 1e-6f);
    }

    @Test
    void gradientOfANormalization() {
        Tensor x = of(Shape.of(2, 2), 1, 3, 10, 30);
        Tensor scale = of(Shape.of(2), 1, 2);
        Moments moments = x.moments(-1);
        Tensor upstream = of(Shape.of(2, 2), 1, 2, 3, 4);
        NormalizedGradient gradient = x.normalizeGradient(moments, scale, 0, upstream);
        // Two elements a row are −1 and 1 whatever they were.
        assertArrayEquals(new float[4], gradient.input().toFloats(), 1e-6f);
        assertArrayEquals(new float[] {-4, 6}, gradient.scale().toFloats(), 1e-6f);
        assertArrayEquals(new float[] {4, 6}, gradient.shift().toFloats());
        assertEquals(Shape.of(2), gradient.shift().shape());
    }

    @Test
    void operandsOfANormalizationThatDoNotFitAreRefused() {
        Tensor x = range(2, 3);
        Tensor ones = range(3);
        Rejected.because("normalize: shape [2] does not broadcast to [2, 3]", ShapeException.class,
                () -> x.normalize(range(2), range(2), 0, 1));
        Rejected.because("normalize: shapes differ: scale [3], shift [1]", ShapeException.class,
                () -> x.normalize(ones, range(1), 0, 1));
        Rejected.because("normalize: epsilon must not be negative, got -1.0", IllegalArgumentException.class,
                () -> x.normalize(ones, ones, -1, 1));
        Rejected.because("normalizeGradient: shapes differ: input [2, 3], upstream [3]", ShapeException.class,
                () -> x.normalizeGradient(x.moments(1), ones, 0, ones));
        Rejected.because(
                "normalizeGradient: moments must have the input's shape or size 1 along each axis: input [2, 3],"
                        + " mean [3], variance [3]",
                ShapeException.class,
                () -> x.normalizeGradient(new Moments(ones, ones), ones, 0, x));
    }
}

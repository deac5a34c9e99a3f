package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ReductionsTest extends OnEveryDevice {
    @Test
    void sums() {
        Tensor x = range(2, 3, 4);
        assertEquals(276, x.sum().item());
        assertEquals(Shape.scalar(), x.sum().shape());
        assertEquals(Shape.of(2, 4), x.sum(1).shape());
        assertArrayEquals(new float[] {12, 15, 18, 21, 48, 51, 54, 57}, x.sum(1).toFloats());
        assertArrayEquals(new float[] {60, 92, 124}, x.sum(0, -1).toFloats());
        assertArrayEquals(new float[] {60, 92, 124}, x.transpose(0, 1).sum(1, 2).toFloats());
        assertEquals(Shape.of(1, 3, 1), x.reduce(Reduction.SUM, true, 0, 2).shape());
        assertEquals(Shape.of(1, 1, 1), x.reduce(Reduction.SUM, true).shape());
        assertEquals(0, range(0).sum().item());
        assertArrayEquals(new float[] {0, 0}, range(0, 2).sum(0).toFloats());
        assertEquals(3, of(Shape.scalar(), 3).sum().item());
    }

    @Test
    void sumsOfIntegersAreLong() {
        Tensor sum = truth(Shape.of(4), 1, 0, 1, 1).sum();
        assertEquals(DType.I64, sum.dtype());
        assertEquals(3, sum.item());
        assertEquals(20_000_000_000.0, Tensor.full(Shape.of(10), 2e9, DType.I32, device).sum().item());
        assertEquals(2550, Tensor.full(Shape.of(10), 255, DType.U8, device).sum().item());
    }

    @Test
    void means() {
        Tensor x = range(2, 4);
        assertEquals(3.5, x.mean().item());
        assertArrayEquals(new float[] {1.5f, 5.5f}, x.mean(1).toFloats());
        assertArrayEquals(new float[] {2, 3, 4, 5}, x.mean(0).toFloats());
        assertEquals(Double.NaN, range(0).mean().item());
    }

    @Test
    void extremes() {
        Tensor x = of(Shape.of(2, 3), 3, -1, 3, Float.NaN, 0, 5);
        assertArrayEquals(new float[] {3, Float.NaN}, x.max(1).toFloats());
        assertArrayEquals(new float[] {Float.NaN, -1, 3}, x.min(0).toFloats());
        assertArrayEquals(new long[] {0, 0}, x.argmax(1).toLongs());
        assertArrayEquals(new long[] {1, 0}, x.argmin(-1).toLongs());
        assertEquals(DType.I64, x.argmax(0).dtype());
        assertArrayEquals(new boolean[] {true, false}, truth(Shape.of(2, 2), 0, 1, 0, 0).max(1).toBooleans());
        assertEquals(DType.BOOL, truth(Shape.of(1), 1).min().dtype());
        assertArrayEquals(new float[0], range(0, 3).max(1).toFloats());
    }

    @Test
    void softmaxOfRows() {
        Tensor x = of(Shape.of(2, 3), 0, 0, 0, 1000, 1000, -1000);
        assertArrayEquals(new float[] {1 / 3f, 1 / 3f, 1 / 3f, 0.5f, 0.5f, 0}, x.softmax(1).toFloats(), 1e-7f);
        assertArrayEquals(new float[] {(float) -Math.log(3), (float) -Math.log(2), -2000 - (float) Math.log(2)},
                new float[] {
                    x.logSoftmax(1).toFloats()[0], x.logSoftmax(1).toFloats()[3], x.logSoftmax(1).toFloats()[5]},
                1e-4f);
        assertArrayEquals(new float[] {1, 1, 1}, range(4, 3).softmax(0).sum(0).toFloats(), 1e-6f);
        assertEquals(Shape.of(0, 3), range(0, 3).softmax(0).shape());
    }
}

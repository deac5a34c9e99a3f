package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.culebra.engine.expr.Expr;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

/** Writing into a tensor while reading it, or what shares its storage: all is read as it was before. */
class InPlaceTest extends OnEveryDevice {
    private static final Expr X = Expr.input(0);
    private static final Expr Y = Expr.input(1);

    @Test
    void setFromItself() {
        Tensor x = of(Shape.of(2, 2), 1, 2, 3, 4);
        long used = device.memory().usedBytes();
        assertSame(x, x.set(X.mul(X).add(1.0), x));
        assertArrayEquals(new float[] {2, 5, 10, 17}, x.toFloats());
        assertEquals(used, device.memory().usedBytes());
    }

    @Test
    void everyViewSeesWhatWasSet() {
        Tensor x = of(Shape.of(2, 3), 0, 0, 0, 0, 0, 0);
        Tensor column = x.slice(1, 1, 2);
        column.set(Expr.constant(7));
        assertArrayEquals(new float[] {0, 7, 0, 0, 7, 0}, x.toFloats());
        x.transpose().set(X.add(Y), x.transpose(), of(Shape.of(3, 1), 1, 2, 3));
        assertArrayEquals(new float[] {1, 9, 3, 1, 9, 3}, x.toFloats());
    }

    @Test
    void setFromItsOwnTranspose() {
        int n = 40;
        Tensor x =
                Tensor.random(new Distribution.Uniform(0, 1), Shape.of(n, n), DType.F32, new RandomStream(1), device);
        float[] before = x.toFloats();
        x.set(X.sub(Y), x, x.transpose());
        float[] after = x.toFloats();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                assertEquals(before[i * n + j] - before[j * n + i], after[i * n + j]);
            }
        }
    }

    @Test
    void copyFromItsOwnTranspose() {
        Tensor x = of(Shape.of(2, 2), 1, 2, 3, 4);
        assertSame(x, x.set(x.transpose()));
        assertArrayEquals(new float[] {1, 3, 2, 4}, x.toFloats());
    }

    @Test
    void shiftWithinOneStorage() {
        Tensor x = of(Shape.of(6), 1, 2, 3, 4, 5, 6);
        x.slice(0, 1, 6).set(x.slice(0, 0, 5));
        assertArrayEquals(new float[] {1, 1, 2, 3, 4, 5}, x.toFloats());
        x.slice(0, 0, 5).set(X.mul(10.0), x.slice(0, 1, 6));
        assertArrayEquals(new float[] {10, 20, 30, 40, 50, 5}, x.toFloats());
    }

    @Test
    void broadcastOfItsOwnRow() {
        Tensor x = of(Shape.of(3, 2), 1, 2, 3, 4, 5, 6);
        x.set(X.sub(Y), x, x.select(0, 0));
        assertArrayEquals(new float[] {0, 0, 2, 2, 4, 4}, x.toFloats());
        x.set(x.slice(0, 2, 3));
        assertArrayEquals(new float[] {4, 4, 4, 4, 4, 4}, x.toFloats());
    }

    @Test
    void otherPartsOfTheStorageNeedNoCopy() {
        Tensor x = of(Shape.of(2, 2), 1, 2, 3, 4);
        x.select(0, 0).set(X.mul(2.0), x.select(0, 1));
        assertArrayEquals(new float[] {6, 8, 3, 4}, x.toFloats());
    }

    @Test
    void addItsOwnRowsByIndex() {
        Tensor x = of(Shape.of(2, 2), 1, 2, 3, 4);
        Tensor index = Tensor.copyOf(MemorySegment.ofArray(new long[] {1, 0}), Shape.of(2), DType.I64, device);
        x.indexAdd(0, index, x);
        assertArrayEquals(new float[] {4, 6, 4, 6}, x.toFloats());
        index.indexAdd(0, index, index);
        assertArrayEquals(new long[] {1, 1}, index.toLongs());
    }

    @Test
    void aBroadcastViewCannotBeSet() {
        Tensor row = of(Shape.of(3), 1, 2, 3);
        Tensor repeated = row.broadcastTo(Shape.of(2, 3));
        String message = ": axis 0 of shape [2, 3] repeats one slice, as in a broadcast view, and cannot be written;"
                + " write to a copy()";
        Rejected.because("set" + message, ShapeException.class, () -> repeated.set(X, row));
        Rejected.because("set" + message, ShapeException.class, () -> repeated.set(row));
        Tensor index = Tensor.copyOf(MemorySegment.ofArray(new long[] {0}), Shape.of(1), DType.I64, device);
        Tensor source = of(Shape.of(1, 3), 1, 1, 1);
        Rejected.because("indexAdd" + message, ShapeException.class, () -> repeated.indexAdd(0, index, source));
        assertArrayEquals(new float[] {1, 2, 3}, row.toFloats());
        row.broadcastTo(Shape.of(1, 3)).set(X.add(1.0), row); // repeats nothing
        assertArrayEquals(new float[] {2, 3, 4}, row.toFloats());
    }

    @Test
    void otherTypesConvertOnTheWay() {
        Tensor whole = Tensor.zeros(Shape.of(3), DType.I64, device);
        whole.set(of(Shape.of(3), 1.9f, -2.9f, 300));
        assertArrayEquals(new long[] {1, -2, 300}, whole.toLongs());
        Tensor truth = Tensor.zeros(Shape.of(3), DType.BOOL, device);
        truth.set(X.gt(0.0), whole);
        assertArrayEquals(new boolean[] {true, false, true}, truth.toBooleans());
        Tensor reals = Tensor.zeros(Shape.of(3), DType.F64, device);
        reals.set(X.exp(), truth);
        assertArrayEquals(new double[] {Math.E, 1, Math.E}, reals.toDoubles(), 1e-15);
    }
}

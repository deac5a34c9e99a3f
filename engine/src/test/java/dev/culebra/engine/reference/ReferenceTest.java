package dev.culebra.engine.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.culebra.engine.DType;
import dev.culebra.engine.Epilogue;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.expr.Expr;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference against answers worked out by hand, or published. */
class ReferenceTest {
    private final Backend backend = new ReferenceBackend();

    @Test
    void elementwise() {
        View out = empty(DType.F32, 3);
        backend.map(Expr.input(0).mul(Expr.input(1)).add(1.0),
                new View[] {of(DType.F32, 1, 2, 3), of(DType.F32, 4, 5, -6)},
                out);
        assertHolds(out, 5, 11, -17);
    }

    @Test
    void integersWrapAround() {
        View out = empty(DType.U8, 3);
        backend.map(Expr.input(0).add(Expr.input(1)), new View[] {of(DType.U8, 250, 1, 255), of(DType.U8, 10, 1, 255)},
                out);
        assertHolds(out, 4, 2, 254);
    }

    @Test
    void conversions() {
        View out = empty(DType.U8, 6);
        backend.copy(of(DType.F32, -3.7, 3.7, 255.9, 256, Double.NaN, Double.POSITIVE_INFINITY), out);
        assertHolds(out, 0, 3, 255, 255, 0, 255);
        backend.copy(of(DType.I32, -1, 256, 257, 511, 0, 7), out);
        assertHolds(out, 255, 0, 1, 255, 0, 7);
        View truth = empty(DType.BOOL, 4);
        backend.copy(of(DType.F64, 0, -0.0, 1e-300, Double.NaN), truth);
        assertHolds(truth, 0, 0, 1, 1);
        View whole = empty(DType.I32, 4);
        backend.copy(of(DType.F64, 1e10, -1e10, -2.9, Double.NaN), whole);
        assertHolds(whole, Integer.MAX_VALUE, Integer.MIN_VALUE, -2, 0);
    }

    @Test
    void reductions() {
        View x = of(DType.F32, 1, 5, 3, 2, 5, -4).with(Layout.contiguous(Shape.of(2, 3)));
        assertHolds(reduced(Reduction.SUM, x, false, true, DType.F32), 9, 3);
        assertHolds(reduced(Reduction.SUM, x, true, false, DType.F32), 3, 10, -1);
        assertHolds(reduced(Reduction.SUM, x, true, true, DType.F32), 12);
        assertHolds(reduced(Reduction.MAX, x, true, false, DType.F32), 2, 5, 3);
        assertHolds(reduced(Reduction.MIN, x, false, true, DType.F32), 1, -4);
        assertHolds(reduced(Reduction.ARGMAX, x, false, true, DType.I64), 1, 1);
        assertHolds(reduced(Reduction.ARGMIN, x, true, false, DType.I64), 0, 0, 1);
    }

    @Test
    void extremesOfNaN() {
        View x = of(DType.F32, 1, Double.NaN, 3, Double.NaN, -0.0, 0).with(Layout.contiguous(Shape.of(2, 3)));
        assertHolds(reduced(Reduction.MAX, x, false, true, DType.F32), Double.NaN, Double.NaN);
        assertHolds(reduced(Reduction.ARGMIN, x, false, true, DType.I64), 1, 0);
        View zeros = of(DType.F32, -0.0, 0).with(Layout.contiguous(Shape.of(1, 2)));
        assertHolds(reduced(Reduction.ARGMAX, zeros, false, true, DType.I64), 0);
        assertHolds(reduced(Reduction.MAX, zeros, false, true, DType.F32), 0.0);
    }

    @Test
    void products() {
        View lhs = of(DType.F64, 1, 2, 3, 4, 5, 6).with(Layout.contiguous(Shape.of(2, 3)));
        View rhs = of(DType.F64, 1, 0, 0, 1, 1, 1).with(Layout.contiguous(Shape.of(3, 2)));
        View bias = of(DType.F64, 10, 20).with(Layout.contiguous(Shape.of(1, 2)).broadcastTo("add", Shape.of(2, 2)));
        View out = empty(DType.F64, 4).with(Layout.contiguous(Shape.of(2, 2)));
        backend.matmul(lhs, rhs, out, new Epilogue(Expr.input(0).add(Expr.input(1)), List.of(bias)));
        assertHolds(out, 14, 25, 20, 31);
    }

    @Test
    void rowsByIndex() {
        View table = of(DType.I32, 1, 2, 3, 4, 5, 6).with(Layout.contiguous(Shape.of(3, 2)));
        View index =
                of(DType.I64, 2, 0, 2).with(Layout.contiguous(Shape.of(3, 1)).broadcastTo("index", Shape.of(3, 2)));
        View rows = empty(DType.I32, 6).with(Layout.contiguous(Shape.of(3, 2)));
        backend.gather(table, index, 0, rows);
        assertHolds(rows, 5, 6, 1, 2, 5, 6);
        backend.scatterAdd(rows, index, 0, table);
        assertHolds(table, 2, 4, 3, 4, 15, 18);
    }

    /** From the known-answer tests that its authors publish (Random123, kat_vectors). */
    @Test
    void philox() {
        assertArrayEquals(new long[] {0x6627e8d5L, 0xe169c58dL, 0xbc57ac4cL, 0x9b00dbd8L},
                Philox4x32.image(new long[4], 0,
                        0));
        long all = 0xffffffffL;
        assertArrayEquals(new long[] {0x408f276dL, 0x41c83b0eL, 0xa20bc7c6L, 0x6d5451fdL},
                Philox4x32.image(new long[] {all,
                    all, all, all}, all, all));
        assertArrayEquals(new long[] {0xd16cfe09L, 0x94fdccebL, 0x5001e420L, 0x24126ea1L}, Philox4x32.image(new long[] {
            0x243f6a88L, 0x85a308d3L, 0x13198a2eL, 0x03707344L}, 0xa4093822L, 0x299f31d0L));
    }

    /** Abramowitz and Stegun, Handbook of Mathematical Functions, tables 26.1 and 26.2. */
    @Test
    void normalTail() {
        assertEquals(0.5, NormalTail.probability(0));
        assertEquals(0.158655253931457, NormalTail.probability(1), 1e-15);
        assertEquals(0.0227501319481792, NormalTail.probability(2), 1e-15);
        assertEquals(2.86651571879194e-7, NormalTail.probability(5), 1e-20);
        assertEquals(1.6448536269514722, NormalTail.quantile(0.05), 1e-12);
        assertEquals(0, NormalTail.quantile(0.5), 1e-12);
    }

    private View of(DType dtype, double... values) {
        View view = empty(dtype, values.length);
        for (int i = 0; i < values.length; i++) {
            Cells.of(view).set(values[i], i);
        }
        return view;
    }

    private View empty(DType dtype, long size) {
        return new View(backend.allocate(size * dtype.bytes()), Layout.contiguous(Shape.of(size)), dtype);
    }

    private View reduced(Reduction reduction, View input, boolean first, boolean second, DType dtype) {
        Shape shape = Shape.of(first ? 1 : input.shape().size(0), second ? 1 : input.shape().size(1));
        View out = empty(dtype, shape.elements()).with(Layout.contiguous(shape));
        backend.reduce(reduction, input, new boolean[] {first, second}, out);
        return out;
    }

    private static void assertHolds(View view, double... values) {
        View flat = view.with(Layout.contiguous(Shape.of(view.shape().elements())));
        for (int i = 0; i < values.length; i++) {
            assertEquals(values[i], Cells.of(flat).real(i), "element " + i);
        }
        assertEquals(values.length, view.shape().elements());
    }
}

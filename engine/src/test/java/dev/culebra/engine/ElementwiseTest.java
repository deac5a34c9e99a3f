package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.culebra.engine.expr.Expr;
import org.junit.jupiter.api.Test;

class ElementwiseTest extends OnEveryDevice {
    private static final float NAN = Float.NaN;

    @Test
    void arithmetic() {
        Tensor x = of(Shape.of(2, 2), 1, 2, 3, 4);
        Tensor y = of(Shape.of(2), 10, 20);
        assertArrayEquals(new float[] {11, 22, 13, 24}, x.add(y).toFloats());
        assertArrayEquals(new float[] {-9, -18, -7, -16}, x.sub(y).toFloats());
        assertArrayEquals(new float[] {10, 40, 30, 80}, x.mul(y).toFloats());
        assertArrayEquals(new float[] {10, 10, 10 / 3f, 5}, y.div(x).toFloats());
        assertArrayEquals(new float[] {3, 4, 5, 6}, x.add(2).toFloats());
        assertArrayEquals(new float[] {0.5f, 1.5f, 2.5f, 3.5f}, x.sub(0.5).toFloats());
        assertArrayEquals(new float[] {-2, -4, -6, -8}, x.mul(-2).toFloats());
        assertArrayEquals(new float[] {0.25f, 0.5f, 0.75f, 1}, x.div(4).toFloats());
        assertArrayEquals(new float[] {-1, -2, -3, -4}, x.neg().toFloats());
        assertArrayEquals(new float[] {1, 4, 9, 16}, x.square().toFloats());
        assertArrayEquals(new float[] {1, 8, 81, 1024}, x.pow(of(Shape.of(2, 2), 2, 3, 4, 5)).toFloats());
    }

    @Test
    void comparisonsAndConditions() {
        Tensor x = of(Shape.of(4), 1, 2, 3, NAN);
        Tensor y = of(Shape.of(4), 2, 2, 2, NAN);
        assertEquals(DType.BOOL, x.lt(y).dtype());
        assertArrayEquals(new boolean[] {true, false, false, false}, x.lt(y).toBooleans());
        assertArrayEquals(new boolean[] {true, true, false, false}, x.le(y).toBooleans());
        assertArrayEquals(new boolean[] {false, false, true, false}, x.gt(y).toBooleans());
        assertArrayEquals(new boolean[] {false, true, true, false}, x.ge(y).toBooleans());
        assertArrayEquals(new boolean[] {false, true, false, false}, x.eq(y).toBooleans());
        assertArrayEquals(new boolean[] {true, false, true, true}, x.ne(y).toBooleans());
        assertArrayEquals(new float[] {2, 2, 3, NAN}, x.maximum(y).toFloats());
        assertArrayEquals(new float[] {1, 2, 2, NAN}, x.minimum(y).toFloats());
        Tensor chosen = truth(Shape.of(2, 1), 1, 0).where(of(Shape.of(3), 1, 2, 3), of(Shape.scalar(), -1));
        assertEquals(Shape.of(2, 3), chosen.shape());
        assertArrayEquals(new float[] {1, 2, 3, -1, -1, -1}, chosen.toFloats());
        assertArrayEquals(new float[] {0, 2, 0}, truth(Shape.of(3), 0, 1, 0).mul(of(Shape.of(3), 1, 2, 3)).toFloats());
    }

    @Test
    void functions() {
        Tensor x = of(Shape.of(5), -2, -0.5f, 0, 0.5f, 2);
        assertArrayEquals(new float[] {2, 0.5f, 0, 0.5f, 2}, x.abs().toFloats());
        assertArrayEquals(new float[] {0, 0, 0, 0.5f, 2}, x.relu().toFloats());
        double[] exp = x.exp().to(DType.F64).toDoubles();
        double[] tanh = x.tanh().to(DType.F64).toDoubles();
        double[] sigmoid = x.sigmoid().to(DType.F64).toDoubles();
        float[] in = x.toFloats();
        for (int i = 0; i < in.length; i++) {
            assertEquals(Math.exp(in[i]), exp[i], 2 * Math.ulp((float) Math.exp(in[i])));
            assertEquals(Math.tanh(in[i]), tanh[i], 2 * Math.ulp((float) Math.tanh(in[i])));
            assertEquals(1 / (1 + Math.exp(-in[i])), sigmoid[i], 2 * Math.ulp(1f));
        }
        assertArrayEquals(new float[] {NAN, 0, 2, Float.NEGATIVE_INFINITY},
                of(Shape.of(4), -1, 0, 4, 0).map(Expr.select(Expr
                        .input(0).eq(Expr.input(1)), Expr.input(0).log(), Expr.input(0).sqrt()),
                        of(Shape.of(4), 1, 1, 1, 0))
                        .toFloats());
        assertArrayEquals(new float[] {0, (float) Math.log(2)}, of(Shape.of(2), 1, 2).log().toFloats(), 1e-7f);
        assertArrayEquals(new float[] {1, 3}, of(Shape.of(2), 1, 9).sqrt().toFloats());
    }

    @Test
    void anyFunctionOfSeveralTensors() {
        Expr x = Expr.input(0);
        Tensor result =
                range(2, 3).map(x.mul(Expr.input(1)).add(Expr.input(2)), of(Shape.of(2, 1), 1, 10), of(Shape.of(3), 1,
                        2, 3));
        assertArrayEquals(new float[] {1, 3, 5, 31, 42, 53}, result.toFloats());
        assertEquals(DType.F32, result.dtype());
    }

    @Test
    void integers() {
        Tensor x = whole(Shape.of(3), Long.MAX_VALUE, -5, 7);
        assertArrayEquals(new long[] {Long.MIN_VALUE, -4, 8}, x.add(1).toLongs());
        assertArrayEquals(new long[] {Long.MAX_VALUE, 5, 7}, x.abs().toLongs());
        assertArrayEquals(new boolean[] {true, false, true}, x.gt(whole(Shape.scalar(), 0)).toBooleans());
        assertArrayEquals(new int[] {250, 2, 0},
                Tensor.full(Shape.of(3), 250, DType.U8, device).mul(Tensor.full(Shape.of(3),
                        1, DType.U8, device).set(Expr.input(0), whole(Shape.of(3), 1, 0, 0).to(DType.U8)))
                        .map(Expr.input(0).add(Expr
                                .input(1)), truth(Shape.of(3), 0, 1, 0).to(DType.U8).mul(2))
                        .toInts());
    }

    @Test
    void emptyAndScalar() {
        assertArrayEquals(new float[0], range(0, 3).add(of(Shape.of(3), 1, 2, 3)).toFloats());
        assertEquals(Shape.of(0, 3), range(0, 3).add(of(Shape.of(1, 3), 1, 2, 3)).shape());
        assertEquals(5, of(Shape.scalar(), 2).add(of(Shape.scalar(), 3)).item());
        assertEquals(Shape.scalar(), of(Shape.scalar(), 2).exp().shape());
    }
}

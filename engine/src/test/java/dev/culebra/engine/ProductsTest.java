package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.culebra.engine.expr.Expr;
import org.junit.jupiter.api.Test;

class ProductsTest extends OnEveryDevice {
    @Test
    void matrices() {
        assertArrayEquals(new float[] {4.5f, 9},
                of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6).matmul(of(Shape.of(3, 1), 0.5f, -1, 2))
                        .toFloats());
        Tensor x = range(2, 3);
        assertArrayEquals(new float[] {5, 14, 14, 50}, x.matmul(x.transpose()).toFloats());
        assertArrayEquals(new float[] {9, 12, 15, 12, 17, 22, 15, 22, 29}, x.transpose().matmul(x).toFloats());
    }

    @Test
    void vectors() {
        Tensor x = range(2, 3);
        Tensor v = of(Shape.of(3), 1, 2, 3);
        Tensor w = of(Shape.of(2), 1, 10);
        assertEquals(Shape.of(2), x.matmul(v).shape());
        assertArrayEquals(new float[] {8, 26}, x.matmul(v).toFloats());
        assertEquals(Shape.of(3), w.matmul(x).shape());
        assertArrayEquals(new float[] {30, 41, 52}, w.matmul(x).toFloats());
        assertEquals(Shape.scalar(), v.matmul(v).shape());
        assertEquals(14, v.matmul(v).item());
        assertEquals(Shape.of(4, 3), of(Shape.of(2), 1, 1).matmul(range(4, 2, 3)).shape());
    }

    @Test
    void batchesBroadcast() {
        Tensor lhs = range(2, 1, 2, 2);
        Tensor rhs = range(3, 2, 1);
        Tensor product = lhs.matmul(rhs);
        assertEquals(Shape.of(2, 3, 2, 1), product.shape());
        assertArrayEquals(new float[] {1, 3, 3, 13, 5, 23, 5, 7, 23, 33, 41, 59}, product.toFloats());
    }

    @Test
    void nothingToSum() {
        assertArrayEquals(new float[] {0, 0, 0, 0}, range(2, 0).matmul(range(0, 2)).toFloats());
        assertEquals(Shape.of(0, 2), range(0, 3).matmul(range(3, 2)).shape());
        assertArrayEquals(new float[] {7, 7},
                range(2, 0).matmul(range(0, 1), Epilogue.of(Expr.input(0).add(7.0))).toFloats());
    }

    @Test
    void epiloguesBroadcast() {
        Tensor x = range(2, 2);
        Tensor bias = of(Shape.of(2), -5, 1);
        Expr biasThenRelu = Expr.input(0).add(Expr.input(1)).max(0.0);
        assertArrayEquals(new float[] {0, 4, 1, 12}, x.matmul(x, Epilogue.of(biasThenRelu, bias)).toFloats());
        Expr masked = Expr.select(Expr.input(1), Expr.input(0), Expr.constant(-1));
        assertArrayEquals(new float[] {2, 3, -1, -1}, x.matmul(x, Epilogue.of(masked, truth(Shape.of(2, 1), 1, 0)))
                .toFloats());
        assertArrayEquals(new float[] {13},
                of(Shape.of(2), 2, 3).matmul(of(Shape.of(2), 1, 3), Epilogue.of(Expr.input(0).add(
                        2.0))).reshape(1).toFloats());
    }
}

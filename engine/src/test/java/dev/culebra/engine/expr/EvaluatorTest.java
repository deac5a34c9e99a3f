package dev.culebra.engine.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

class EvaluatorTest {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;

    @Test
    void everyKindOfNode() {
        var f = Expr.select(Expr.input(0).gt(1), Expr.input(1).exp(), Expr.input(2).sub(0.5));
        assertEquals(Math.exp(3), Evaluator.evaluate(f, 2, 3, 4));
        assertEquals(3.5, Evaluator.evaluate(f, 1, 3, 4));
        assertEquals(7, Evaluator.evaluate(Expr.select(Expr.input(0), 7, Expr.input(0)), NAN));
    }

    @Test
    void tooFewInputsAreNamed() {
        var error = assertThrows(
                IllegalArgumentException.class, () -> Evaluator.evaluate(Expr.input(0).add(Expr.input(1)), 1));
        assertEquals("evaluate: x0 + x1 takes 2 inputs, got 1", error.getMessage());
    }

    @Test
    void errorFunctionIsGoodToFourUlps() {
        for (double x = 1e-3; x < 6.5; x *= 1.017) {
            double want = erf(x);
            assertEquals(want, UnaryOp.ERF.applyAsDouble(x), 4 * Math.ulp(want), "erf(" + x + ")");
            assertEquals(-want, UnaryOp.ERF.applyAsDouble(-x), 4 * Math.ulp(want), "erf(-" + x + ")");
        }
        double slope = 2 / Math.sqrt(Math.PI);
        assertEquals(1e-300 * slope, UnaryOp.ERF.applyAsDouble(1e-300), 1e-315);
        assertEquals(1, UnaryOp.ERF.applyAsDouble(INF));
        assertEquals(-1, UnaryOp.ERF.applyAsDouble(-INF));
        assertEquals(-0.0, UnaryOp.ERF.applyAsDouble(-0.0));
        assertEquals(NAN, UnaryOp.ERF.applyAsDouble(NAN));
    }

    @Test
    void sigmoidIsAccurateOnBothSides() {
        assertEquals(Math.exp(-700), UnaryOp.SIGMOID.applyAsDouble(-700), Math.ulp(Math.exp(-700)));
        assertEquals(1, UnaryOp.SIGMOID.applyAsDouble(800));
        assertEquals(0, UnaryOp.SIGMOID.applyAsDouble(-INF));
        assertEquals(0.5, UnaryOp.SIGMOID.applyAsDouble(-0.0));
        assertEquals(NAN, UnaryOp.SIGMOID.applyAsDouble(NAN));
    }

    @Test
    void powerHasTheSpecialValuesOfC() {
        assertEquals(1, BinaryOp.POW.applyAsDouble(1, NAN));
        assertEquals(1, BinaryOp.POW.applyAsDouble(NAN, -0.0));
        assertEquals(1, BinaryOp.POW.applyAsDouble(1, INF));
        assertEquals(1, BinaryOp.POW.applyAsDouble(-1, -INF));
        assertEquals(NAN, BinaryOp.POW.applyAsDouble(-8, 1.0 / 3));
        assertEquals(-INF, BinaryOp.POW.applyAsDouble(-0.0, -3));
        assertEquals(0, BinaryOp.POW.applyAsDouble(0.5, INF));
    }

    @Test
    void signIsZeroForZerosAndNaN() {
        assertEquals(0.0, UnaryOp.SIGN.applyAsDouble(-0.0));
        assertEquals(0.0, UnaryOp.SIGN.applyAsDouble(NAN));
        assertEquals(-1.0, UnaryOp.SIGN.applyAsDouble(-Double.MIN_VALUE));
        assertEquals(1.0, UnaryOp.SIGN.applyAsDouble(INF));
    }

    @Test
    void comparisonsWithNaN() {
        for (var op : BinaryOp.values()) {
            if (op.isComparison()) {
                double want = op == BinaryOp.NE ? 1 : 0;
                assertEquals(want, op.applyAsDouble(NAN, NAN), op.symbol());
                assertEquals(want, op.applyAsDouble(1, NAN), op.symbol());
            } else if (op != BinaryOp.POW) {
                assertTrue(Double.isNaN(op.applyAsDouble(1, NAN)), op.symbol());
                assertTrue(Double.isNaN(op.applyAsDouble(NAN, 1)), op.symbol());
            }
        }
        assertEquals(0.0, BinaryOp.MAX.applyAsDouble(-0.0, 0.0));
        assertEquals(-0.0, BinaryOp.MIN.applyAsDouble(0.0, -0.0));
    }

    /**
     * The Maclaurin series {@code 2/√π Σ (-1)ⁿ x²ⁿ⁺¹ / (n! (2n+1))} in 60 digits, of which it loses at most 18 below
     * 6.5.
     */
    private static double erf(double x) {
        var context = new MathContext(60);
        var square = new BigDecimal(x).pow(2, context);
        var power = new BigDecimal(x);
        var sum = power;
        for (int n = 1; n < 300; n++) {
            power = power.multiply(square, context).divide(BigDecimal.valueOf(-n), context);
            sum = sum.add(power.divide(BigDecimal.valueOf(2L * n + 1), context), context);
        }
        var pi = new BigDecimal("3.14159265358979323846264338327950288419716939937510582097494459");
        return sum.multiply(BigDecimal.TWO).divide(pi.sqrt(context), context).doubleValue();
    }
}

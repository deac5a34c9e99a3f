package dev.culebra.engine.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

/** Derivatives where the function has none, or where a formula meets infinities: PyTorch's values. */
class KinkTest {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;
    private static final Expr X = Expr.input(0);
    private static final Expr Y = Expr.input(1);

    @Test
    void absoluteValueIsFlatAtZero() {
        assertEquals(0, slope(X.abs(), 0, 0.0));
        assertEquals(0, slope(X.abs(), 0, -0.0));
        assertEquals(0, slope(X.abs(), 0, NAN));
    }

    @Test
    void stepsAreFlatEverywhere() {
        assertSame(Expr.constant(0), X.sign().derivative(0));
        assertSame(Expr.constant(0), X.mul(3).floor().derivative(0));
        assertSame(Expr.constant(0), X.lt(Y).derivative(1));
        assertSame(X.lt(Y), X.lt(Y).mul(Y).add(X.floor()).derivative(1));
    }

    @Test
    void maximumAndMinimumShareATie() {
        for (var f : new Expr[] {X.max(Y), X.min(Y)}) {
            assertEquals(0.5, slope(f, 0, 2, 2));
            assertEquals(0.5, slope(f, 1, 2, 2));
            assertEquals(0.5, slope(f, 0, 0.0, -0.0));
        }
        assertEquals(1, slope(X.max(Y), 0, 2, 1));
        assertEquals(0, slope(X.max(Y), 1, 2, 1));
        assertEquals(0, slope(X.min(Y), 0, 2, 1));
        assertEquals(1, slope(X.min(Y), 1, 2, 1));
        assertEquals(0.5, slope(X.max(0), 0, 0));
    }

    @Test
    void maximumOfNaNPassesTheGradientToBoth() {
        assertEquals(1, slope(X.max(Y), 0, NAN, 1));
        assertEquals(1, slope(X.max(Y), 1, NAN, 1));
    }

    @Test
    void clampIncludesItsBoundsAndHardtanhDoesNot() {
        var clamp = X.clamp(-1, 2);
        var hardtanh = Activations.hardtanh(-1, 2);
        for (double bound : new double[] {-1, 2}) {
            assertEquals(1, slope(clamp, 0, bound));
            assertEquals(0, slope(hardtanh, 0, bound));
        }
        assertEquals(0, slope(clamp, 0, 2.1));
        assertEquals(1, slope(hardtanh, 0, 1.9));
    }

    @Test
    void rectifiersAtZero() {
        assertEquals(0, slope(Activations.RELU, 0, 0));
        assertEquals(0.1, slope(Activations.leakyRelu(0.1), 0, 0));
        assertEquals(1.3, slope(Activations.elu(1.3), 0, 0));
        assertEquals(0.5, slope(Activations.SOFTPLUS, 0, 0));
    }

    @Test
    void powerAtZero() {
        assertEquals(0, slope(X.pow(Y), 0, 0, 0));
        assertEquals(0, slope(X.pow(Y), 0, NAN, 0));
        assertEquals(0, slope(X.pow(0), 0, 5));
        assertEquals(0, slope(X.pow(2), 0, 0));
        assertEquals(1, slope(X.pow(1), 0, 0));
        assertEquals(0, slope(X.pow(Y), 1, 0, 0));
        assertEquals(0, slope(X.pow(Y), 1, 0, 2));
        assertEquals(-INF, slope(X.pow(Y), 1, 0, -1));
        assertEquals(0, slope(Expr.constant(0).pow(X), 0, 2));
        assertEquals(INF, slope(X.sqrt(), 0, 0));
    }

    @Test
    void theBranchNotTakenDoesNotReachTheDerivative() {
        // e^1000 and its derivative are infinite, log(-1) and its second derivative are not numbers worth having.
        var elu = Activations.elu(1);
        assertEquals(1, slope(elu, 0, 1000));
        assertEquals(0, Evaluator.evaluate(elu.derivative(0).derivative(0), 1000));
        var safeLog = Expr.select(X.gt(0), X.log(), 0);
        assertEquals(0, slope(safeLog, 0, 0));
        assertEquals(0, slope(safeLog, 0, -1));
        assertEquals(0, Evaluator.evaluate(Activations.RELU.gradient(0, Y), -1, INF));
    }

    @Test
    void anOperandThatTheInputDoesNotReachCannotMakeNaN() {
        // The derivative of (x + log y) by x does not look at y.
        assertSame(Expr.constant(1), X.add(Y.log()).derivative(0));
        assertEquals(2, slope(X.mul(2).add(Y.reciprocal()), 0, 1, 0));
    }

    private static double slope(Expr f, int input, double... point) {
        return Evaluator.evaluate(f.derivative(input), point) + 0.0; // -0 is 0
    }
}

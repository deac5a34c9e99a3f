package dev.culebra.engine.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Building an expression and building the bare nodes give the same values, whatever the inputs. */
class SimplifierTest {

    private static final Expr X = Expr.input(0);
    private static final Expr Y = Expr.input(1);

    private static final double[] SPECIAL = {
        Double.NaN,
        0.0,
        -0.0,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        -0x1.8p-1060,
        Double.MAX_VALUE,
        1,
        -1,
        -2.5,
        0.1
    };

    private static final double[] CONSTANTS = {
        Double.NaN, 0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1, -1, 2, 0.5, -4, 3, 0x1p-140,
        0x1p140
    };

    @ParameterizedTest
    @EnumSource
    void unaryOfEveryOperation(UnaryOp op) {
        for (var operand : operands()) {
            assertSameValues(Unary.of(op, operand), op.of(operand));
        }
    }

    @ParameterizedTest
    @EnumSource
    void binaryOfEveryOperation(BinaryOp op) {
        for (var operand : operands()) {
            assertSameValues(Binary.of(op, operand, Y), op.of(operand, Y));
            assertSameValues(Binary.of(op, Y, operand), op.of(Y, operand));
            assertSameValues(Binary.of(op, operand, operand), op.of(operand, operand));
            assertSameValues(Binary.of(op, operand, Y.neg()), op.of(operand, Y.neg()));
            for (double c : CONSTANTS) {
                var constant = Expr.constant(c);
                assertSameValues(Binary.of(op, operand, constant), op.of(operand, constant));
                assertSameValues(Binary.of(op, constant, operand), op.of(constant, operand));
            }
        }
    }

    @Test
    void selectOfEveryOperation() {
        for (var operand : operands()) {
            assertSameValues(Select.of(operand, X, Y), Expr.select(operand, X, Y));
            assertSameValues(Select.of(X, operand, Y), Expr.select(X, operand, Y));
            assertSameValues(Select.of(X, Y, operand), Expr.select(X, Y, operand));
            assertSameValues(Select.of(X, operand, operand), Expr.select(X, operand, operand));
        }
    }

    @Test
    void whatIsExactIsRewritten() {
        assertSame(X, X.mul(1));
        assertSame(X, X.div(1));
        assertSame(X, X.sub(0));
        assertSame(X, X.add(-0.0));
        assertSame(X, X.neg().neg());
        assertSame(X, X.pow(1));
        assertSame(Expr.constant(1), X.pow(0));
        assertSame(X.square(), X.pow(2));
        assertSame(X.reciprocal(), Expr.constant(1).div(X));
        assertSame(X.mul(0.25), X.div(4));
        assertSame(X.add(2), Expr.constant(2).add(X));
        assertSame(X.gt(2), Expr.constant(2).lt(X));
        assertSame(X.sub(Y), X.add(Y.neg()));
        assertSame(Expr.constant(7), Expr.constant(3).add(4));
        assertSame(Y, Expr.select(Expr.constant(Double.NaN), Y, X));
        assertSame(Expr.select(X, Y, 1), Expr.select(X, Expr.select(X, Y, 2), Expr.select(X, 3, Expr.constant(1))));
    }

    @Test
    void whatIsNotExactStays() {
        assertNotSame(X, X.add(0));
        assertNotSame(X, X.sub(-0.0));
        assertNotSame(Expr.constant(0), X.mul(0));
        assertNotSame(Expr.constant(0), X.sub(X));
        assertNotSame(Expr.constant(1), X.div(X));
        assertNotSame(Expr.constant(1), X.eq(X));
        assertNotSame(X.mul(1.0 / 3), X.div(3));
        assertNotSame(X.mul(0x1p-140), X.div(0x1p140)); // 2^-140 is subnormal in float
        assertNotSame(X.neg(), Expr.constant(0).sub(X));
        assertNotSame(X.abs(), X.square().sqrt());
    }

    /** Returns inputs, constants, and every operator applied to them, as bare nodes. */
    private static List<Expr> operands() {
        var operands = new ArrayList<Expr>(List.of(X, Y));
        for (double c : CONSTANTS) {
            operands.add(Expr.constant(c));
        }
        for (var op : UnaryOp.values()) {
            operands.add(Unary.of(op, X));
        }
        for (var op : BinaryOp.values()) {
            operands.add(Binary.of(op, X, Y));
            operands.add(Binary.of(op, X, Expr.constant(-0.75)));
        }
        operands.add(Select.of(X, Y, Expr.constant(3)));
        operands.add(Select.of(X, Expr.constant(3), Y));
        return operands;
    }

    private static void assertSameValues(Expr bare, Expr simplified) {
        if (bare == simplified) {
            return;
        }
        for (double x : SPECIAL) {
            for (double y : SPECIAL) {
                double want = Evaluator.evaluate(bare, x, y);
                double got = Evaluator.evaluate(simplified, x, y);
                // Math.pow may be an ulp off where a multiplication or division is correctly rounded.
                boolean power = bare instanceof Binary binary && binary.op() == BinaryOp.POW;
                if (Double.compare(got, want) != 0 && !(power && Math.abs(got - want) <= Math.ulp(want))) {
                    assertEquals(want, got, () -> bare + " became " + simplified + " at " + x + ", " + y);
                }
            }
        }
    }
}

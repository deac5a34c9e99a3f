package dev.culebra.engine.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every operator's first and second derivatives against finite differences. The sample points are given by switches
 * over the enums, so an operator without points does not compile; points keep away from kinks and poles.
 */
class OperatorDerivativeTest {

    private static final Expr X = Expr.input(0);
    private static final Expr Y = Expr.input(1);

    @ParameterizedTest
    @EnumSource
    void unary(UnaryOp op) {
        double[] points = points(op);
        assertTrue(points.length > 0);
        for (double x : points) {
            Differences.checkFirstAndSecond(op.of(X), x);
        }
    }

    @ParameterizedTest
    @EnumSource
    void unaryOfAFunction(UnaryOp op) {
        // The argument is x where y = x, but depends on both.
        var argument = X.mul(Y.sub(X).exp());
        for (double x : points(op)) {
            Differences.checkFirstAndSecond(op.of(argument).mul(X), x, x);
        }
    }

    @ParameterizedTest
    @EnumSource
    void binary(BinaryOp op) {
        double[][] points = points(op);
        assertTrue(points.length > 0);
        for (double[] point : points) {
            Differences.checkFirstAndSecond(op.of(X, Y), point);
        }
    }

    @ParameterizedTest
    @EnumSource
    void binaryOfFunctions(BinaryOp op) {
        // Both operands depend on both inputs, and are x and y at the sample points.
        var lhs = X.add(Y).sub(Y.mul(1.0));
        var rhs = Y.mul(X).div(X);
        for (double[] point : points(op)) {
            Differences.checkFirstAndSecond(op.of(lhs, rhs).mul(X.add(Y)), point);
        }
    }

    @ParameterizedTest
    @EnumSource
    void binaryWithAConstant(BinaryOp op) {
        for (double[] point : points(op)) {
            Differences.checkFirstAndSecond(op.of(X, Expr.constant(point[1])), point[0]);
            Differences.checkFirstAndSecond(op.of(Expr.constant(point[0]), X), point[1]);
        }
    }

    @ParameterizedTest
    @EnumSource
    void binaryOfTheSameOperand(BinaryOp op) {
        Differences.checkFirstAndSecond(op.of(X, X), 1.3);
        Differences.checkFirstAndSecond(op.of(X.exp(), X.exp()), 0.4);
    }

    @Test
    void select() {
        var f = Expr.select(X.gt(Y), X.mul(Y).sin(), Y.exp().mul(X));
        Differences.checkFirstAndSecond(f, 0.7, 0.2);
        Differences.checkFirstAndSecond(f, 0.2, 0.7);
        Differences.checkFirstAndSecond(Expr.select(X.gt(0), X.exp(), Y.mul(3)), 0.5, 0.5);
        Differences.checkFirstAndSecond(Expr.select(X.gt(0), 3, Y.mul(X)), -0.5, 0.5);
    }

    @ParameterizedTest
    @EnumSource
    void upstreamMultiplies(UnaryOp op) {
        for (double x : points(op)) {
            double slope = Evaluator.evaluate(op.of(X).derivative(0), x);
            double gradient = Evaluator.evaluate(op.of(X).gradient(0, Expr.input(1)), x, 1.7);
            assertEquals(slope * 1.7, gradient, 4 * Math.ulp(slope * 1.7)); // a few roundings in another order
        }
    }

    private static double[] points(UnaryOp op) {
        return switch (op) {
            case NEG, EXP, EXPM1, SIN, COS, TANH, SIGMOID, ERF -> new double[] {-2.5, -0.6, 0, 0.3, 1.7};
            case ABS, SIGN -> new double[] {-2.5, -0.3, 0.3, 1.7};
            case FLOOR -> new double[] {-2.5, -0.3, 0.3, 1.7};
            case RECIPROCAL -> new double[] {-2.5, -0.8, 0.9, 1.7};
            case SQRT, RSQRT, LOG -> new double[] {0.7, 1.7, 30};
            case LOG1P -> new double[] {-0.3, 0, 0.7, 30};
        };
    }

    private static double[][] points(BinaryOp op) {
        return switch (op) {
            case ADD, SUB, MUL -> new double[][] {{0.3, -1.2}, {-2, 3}, {1.5, 1.5}};
            case DIV -> new double[][] {{0.3, -1.2}, {-2, 3}, {1.5, 1.5}};
            case POW -> new double[][] {{0.8, 2.3}, {1.5, -0.7}, {2, 3}, {3, 0.5}};
            case MAX, MIN, EQ, NE, LT, LE, GT, GE -> new double[][] {{0.3, -1.2}, {-2, 3}, {1.5, 1.2}};
        };
    }
}

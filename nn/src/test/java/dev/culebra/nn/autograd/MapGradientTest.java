package dev.culebra.nn.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.culebra.engine.Shape;
import dev.culebra.engine.expr.Activations;
import dev.culebra.engine.expr.BinaryOp;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.expr.UnaryOp;
import dev.culebra.nn.Gradients;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The backward pass of every operator an expression can have, as it runs: fused, and with the saved output put in. */
class MapGradientTest {
    private static final Expr X = Expr.input(0);
    private static final Expr Y = Expr.input(1);
    private static final double[] POINTS = {0.3, 0.7, 1.1, 1.9, 2.6, 0.05};

    @TestFactory
    Stream<DynamicTest> unary() {
        return Arrays.stream(UnaryOp.values()).map(op -> dynamicTest(op.name(), () -> new Gradients(x -> x[0].map(op.of(
                X))).input(Shape.of(POINTS.length), POINTS.clone()).check()));
    }

    @TestFactory
    Stream<DynamicTest> binary() {
        return Arrays.stream(BinaryOp.values()).filter(op -> !op.isComparison()).map(op -> dynamicTest(op.name(),
                () -> new Gradients(x -> x[0].map(op.of(X, Y), x[1])).input(Shape.of(6), POINTS.clone()).input(Shape.of(
                        3, 1), 0.4, 0.9, 1.5).check()));
    }

    @Test
    void needsTheOutputAloneWhereTheDerivativeContainsTheFunction() {
        for (Expr f : new Expr[] {Activations.SIGMOID, Activations.TANH, X.exp(), X.sqrt(), X.reciprocal()}) {
            Needs needs = MapGradient.of(new Op.Map(f)).needs(1);
            assertEquals(Needs.OUTPUT, needs, f.toString());
        }
    }

    @Test
    void needsNothingForASum() {
        assertEquals(Needs.NOTHING, MapGradient.of(new Op.Map(X.add(Y))).needs(0b11));
    }

    @Test
    void needsOnlyWhatTheWantedGradientsRead() {
        Needs needs = MapGradient.of(new Op.Map(X.mul(Y))).needs(0b01);
        assertFalse(needs.input(0));
        assertEquals(new Needs(0b10, false), needs);
    }
}

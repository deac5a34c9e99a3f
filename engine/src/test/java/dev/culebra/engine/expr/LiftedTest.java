package dev.culebra.engine.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiftedTest {
    private static final Expr X = Expr.input(0);
    private static final Expr Y = Expr.input(1);

    @Test
    void expressionsThatDifferInConstantsShareTheirStructure() {
        assertSame(X.mul(0.1).add(3).lifted().structure(), X.mul(0.7).add(5).lifted().structure());
        assertNotSame(X.mul(0.1).add(0.1).lifted().structure(), X.mul(0.1).add(0.2).lifted().structure());
    }

    @Test
    void constantsComeAfterTheInputsEachOnce() {
        Lifted lifted = X.mul(2).add(Y.div(3)).sub(2).lifted();
        assertEquals(2, lifted.firstConstant());
        assertEquals(2, lifted.constants().size());
        assertEquals(4, lifted.structure().arity());
    }

    @Test
    void theStructureOfTheConstantsIsTheExpression() {
        for (Expr expr : List.of(Activations.GELU_TANH, Activations.SOFTPLUS, Losses.huber(2), Expr.constant(4), X)) {
            Lifted lifted = expr.lifted();
            double[] inputs = new double[lifted.structure().arity()];
            for (double x : new double[] {-3, -0.5, 0, 0.25, 7}) {
                for (int i = 0; i < lifted.firstConstant(); i++) {
                    inputs[i] = x * (i + 1);
                }
                for (int k = 0; k < lifted.constants().size(); k++) {
                    inputs[lifted.firstConstant() + k] = lifted.constants().get(k);
                }
                double[] own = Arrays.copyOf(inputs, lifted.firstConstant());
                assertEquals(Evaluator.evaluate(expr, own), Evaluator.evaluate(lifted.structure(), inputs),
                        expr.toString());
            }
        }
    }

    @Test
    void whatDoesNotFitStaysAConstant() {
        Expr sum = X;
        for (int i = 0; i < 80; i++) {
            sum = sum.mul(X).add(i + 0.5);
        }
        Lifted lifted = sum.lifted();
        assertEquals(Expr.MAX_INPUTS, lifted.structure().arity());
        assertEquals(Expr.MAX_INPUTS - 1, lifted.constants().size());
    }
}

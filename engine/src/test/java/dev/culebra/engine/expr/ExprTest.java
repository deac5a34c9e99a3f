package dev.culebra.engine.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExprTest {

    private static final Expr X = Expr.input(0);
    private static final Expr Y = Expr.input(1);

    @Test
    void readsLikeAFormula() {
        assertEquals("max(x0, 0) * x1", X.max(0).mul(Y).toString());
        assertEquals("x0 - (x1 - 2)", X.sub(Y.sub(2)).toString());
        assertEquals("(x0 + x1) * -x0 / 3", X.add(Y).mul(X.neg()).div(3).toString());
        assertEquals("1 / (x0 * x1)", X.mul(Y).reciprocal().toString());
        assertEquals("select(x0 <= 0, 0, x0)", Activations.RELU.toString());
        assertEquals("pow(x0, 0.5) + x1 * -2.5E-8", X.pow(0.5).add(Y.mul(-2.5e-8)).toString());
        assertEquals("(x0 < x1) == (x1 > 3)", X.lt(Y).eq(Y.gt(3)).toString());
    }

    @Test
    void sharedValuesAreNamedInPrint() {
        assertEquals("t0 = exp(x0); t0 / (t0 + 1)", X.exp().div(X.exp().add(1)).toString());
        Expr tower = X;
        for (int i = 0; i < 1_000; i++) {
            tower = tower.mul(tower).add(tower.sin());
        }
        assertTrue(tower.toString().length() < 100_000);
    }

    @Test
    void knowsItsInputs() {
        var f = Expr.input(2).add(X).mul(Expr.input(63));
        assertEquals(1L << 63 | 0b101, f.inputs());
        assertEquals(64, f.arity());
        assertTrue(f.uses(2));
        assertFalse(f.uses(1));
        assertFalse(f.uses(-1));
        assertFalse(f.uses(64));
        assertEquals(0, Expr.constant(1).arity());
    }

    @Test
    void inputsOutOfRangeAreRefused() {
        var error = assertThrows(IllegalArgumentException.class, () -> Expr.input(64));
        assertEquals("input: index 64 is out of range, an expression has inputs 0 to 63", error.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Expr.input(-1));
        assertThrows(IllegalArgumentException.class, () -> X.derivative(64));
        assertThrows(IllegalArgumentException.class, () -> X.shiftInputs(-1));
        assertThrows(NullPointerException.class, () -> X.gradient(0, null));
    }

    @Test
    void inputsAreRenamedAllAtOnce() {
        assertSame(Y.sub(X), X.sub(Y).mapInputs(i -> 1 - i));
        assertSame(Expr.input(3).sub(Expr.input(4)), X.sub(Y).shiftInputs(3));
        assertSame(Y.exp().sub(X), X.sub(Y).apply(Y.exp(), X));
        var error = assertThrows(IllegalArgumentException.class, () -> X.sub(Y).apply(X));
        assertEquals("apply: x0 - x1 takes 2 inputs, got 1", error.getMessage());
    }

    @Test
    void derivativesUseTheForwardValue() {
        var saved = Expr.input(1);
        for (var f : List.of(X.sigmoid(), X.tanh(), X.exp(), X.expm1(), X.sqrt(), X.rsqrt(), X.reciprocal())) {
            var backward = f.gradient(0, Expr.input(2)).substitute(f, saved);
            assertFalse(backward.uses(0), () -> f + " has gradient " + backward);
        }
        assertSame(saved.mul(Expr.constant(1).sub(saved)), X.sigmoid().derivative(0).substitute(X.sigmoid(), saved));
    }

    @Test
    void substitutionReachesEveryOccurrence() {
        var f = X.exp().add(X.exp().mul(Y)).sub(X);
        assertSame(Y.add(Y.mul(Y)).sub(X), f.substitute(X.exp(), Y));
        assertSame(f, f.substitute(X.sin(), Y));
        assertSame(Y, X.substitute(X, Y));
    }

    @Test
    void gradientsAreOnePerInput() {
        var upstream = Expr.input(2);
        assertEquals(List.of(upstream.mul(Y), upstream.mul(X)), X.mul(Y).gradients(upstream));
        assertEquals(List.of(Expr.constant(0), upstream), Y.gradients(upstream));
        assertEquals(List.of(), Expr.constant(4).gradients(upstream));
    }

    @Test
    void derivativesAreAsSharedAsTheFunction() {
        Expr power = X;
        for (int i = 0; i < 40; i++) {
            power = power.square();
        }
        // x, 40 squares; the constant 2; a doubling and a product a level: the sum grows by a constant for each.
        assertTrue(power.derivative(0).program().instructions().size() <= 1 + 1 + 3 * 40);
        Expr nest = X;
        for (int i = 0; i < 200; i++) {
            nest = nest.mul(nest.sin()).add(nest.sigmoid());
        }
        int size = nest.program().instructions().size();
        assertTrue(nest.derivative(0).program().instructions().size() <= 4 * size);
        assertTrue(nest.derivative(0).derivative(0).program().instructions().size() <= 16 * size);
    }

    @Test
    void aPowerTowerHasTheRightDerivative() {
        Expr power = X;
        for (int i = 0; i < 10; i++) {
            power = power.square();
        }
        double x = 1.001;
        double want = 1024 * Math.pow(x, 1023);
        assertEquals(want, Evaluator.evaluate(power.derivative(0), x), 1e-12 * want); // 2 · 1023 roundings amplified
    }
}

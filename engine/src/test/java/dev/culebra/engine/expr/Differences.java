package dev.culebra.engine.expr;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

/**
 * Checks symbolic derivatives against the seven-point central difference
 * {@code Σ cₖ (f(x + kh) - f(x - kh)) / 60h}, {@code c = 45, -9, 1}. With {@code h = 2⁻¹⁰} its truncation error is
 * {@code h⁶/140 |f⁽⁷⁾| ≈ 6e-21 |f⁽⁷⁾|} and its rounding error about {@code 1.8 ε/h |f| ≈ 4e-13 |f|} for a function
 * computed to an ulp. The tolerance 1e-9, relative to {@code 1 + |f| + |f'|}, leaves room for seventh derivatives up to
 * 10¹¹.
 */
final class Differences {

    private static final double H = 0x1p-10;
    private static final double[] WEIGHTS = {45, -9, 1};
    private static final double TOLERANCE = 1e-9;

    private Differences() {}

    /** Checks the first derivative by every input, and then every derivative of those. */
    static void checkFirstAndSecond(Expr f, double... point) {
        for (int i = 0; i < point.length; i++) {
            var first = f.derivative(i);
            check(f, first, i, point);
            for (int j = 0; j < point.length; j++) {
                check(first, first.derivative(j), j, point);
            }
        }
    }

    private static void check(Expr f, Expr derivative, int input, double[] point) {
        double want = difference(f, input, point);
        double got = Evaluator.evaluate(derivative, point);
        double scale = 1 + Math.abs(Evaluator.evaluate(f, point)) + Math.abs(want);
        assertTrue(
                Math.abs(got - want) <= TOLERANCE * scale,
                () -> "d/dx%d of %s at %s: symbolic %s, difference %s, from %s".formatted(
                        input, f, Arrays.toString(point), got, want, derivative));
    }

    private static double difference(Expr f, int input, double[] point) {
        double sum = 0;
        for (int k = 1; k <= WEIGHTS.length; k++) {
            sum += WEIGHTS[k - 1] * (at(f, input, point, k) - at(f, input, point, -k));
        }
        return sum / (60 * H);
    }

    private static double at(Expr f, int input, double[] point, int steps) {
        var moved = point.clone();
        moved[input] += steps * H;
        return Evaluator.evaluate(f, moved);
    }
}

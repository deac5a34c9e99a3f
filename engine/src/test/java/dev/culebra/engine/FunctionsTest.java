package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every named function against the same in {@link Math}. A function without a line here fails. */
class FunctionsTest {
    private static final double[] POINTS = {-2.5, -1, -0.75, -0.25, 0, 0.25, 0.5, 1, 1.75, 3};

    private static final Map<String, DoubleUnaryOperator> BY_HAND = Map.ofEntries(
            Map.entry("neg", x -> -x),
            Map.entry("abs", Math::abs),
            Map.entry("sign", Math::signum),
            Map.entry("square", x -> x * x),
            Map.entry("sqrt", Math::sqrt),
            Map.entry("rsqrt", x -> 1 / Math.sqrt(x)),
            Map.entry("reciprocal", x -> 1 / x),
            Map.entry("exp", Math::exp),
            Map.entry("expm1", Math::expm1),
            Map.entry("log", Math::log),
            Map.entry("log1p", Math::log1p),
            Map.entry("sin", Math::sin),
            Map.entry("cos", Math::cos),
            Map.entry("erf", FunctionsTest::erf),
            Map.entry("floor", Math::floor),
            Map.entry("tanh", Math::tanh),
            Map.entry("sigmoid", x -> 1 / (1 + Math.exp(-x))),
            Map.entry("relu", x -> Math.max(x, 0)),
            Map.entry("gelu", x -> x * (1 + erf(x * Math.sqrt(0.5))) / 2),
            Map.entry("silu", x -> x / (1 + Math.exp(-x))),
            Map.entry("softplus", x -> Math.log1p(Math.exp(x))),
            Map.entry("hardtanh", x -> Math.clamp(x, -1.0, 1.0)));

    /** {@code 2/√π · Σ (−1)^k x^(2k+1) / (k! (2k+1))}, which converges everywhere and loses few digits for |x| ≤ 3. */
    private static double erf(double x) {
        double power = x;
        double sum = x;
        for (int k = 1; k < 60; k++) {
            power *= -x * x / k;
            sum += power / (2 * k + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }

    @TestFactory
    Stream<DynamicTest> withoutParameters() {
        return Arrays.stream(Functions.class.getDeclaredMethods())
                .filter(method -> method.getParameterCount() == 0 && method.getReturnType() == Tensor.class
                        && !method.getName().equals("self"))
                .map(method -> dynamicTest(method.getName(), () -> {
                    DoubleUnaryOperator byHand = BY_HAND.get(method.getName());
                    assertTrue(byHand != null, "add a line for " + method.getName());
                    try (Scope _ = Scope.open()) {
                        Tensor x = Tensor.of(Shape.of(POINTS.length), POINTS);
                        check(byHand, (Tensor) method.invoke(x));
                    }
                }));
    }

    @Test
    void withParameters() {
        try (Scope _ = Scope.open()) {
            Tensor x = Tensor.of(Shape.of(POINTS.length), POINTS);
            check(v -> Math.clamp(v, -0.5, 2.0), x.clamp(-0.5, 2));
            check(v -> Math.max(v, -0.5), x.clamp(-0.5, Double.POSITIVE_INFINITY));
            check(v -> v > 0 ? v : 1.5 * Math.expm1(v), x.elu(1.5));
            check(v -> v > 0 ? v : 0.1 * v, x.leakyRelu(0.1));
            check(v -> v * v * v, x.pow(3));
        }
    }

    /** 4e-13: the series for erf cancels up to e⁹/10 ≈ 800 units in the last place at 3. */
    private static void check(DoubleUnaryOperator want, Tensor got) {
        double[] values = got.toDoubles();
        for (int i = 0; i < POINTS.length; i++) {
            double expected = want.applyAsDouble(POINTS[i]);
            double delta = Double.isFinite(expected) ? 4e-13 * (1 + Math.abs(expected)) : 1;
            assertEquals(expected, values[i], delta, "at " + POINTS[i]);
        }
    }

    @Test
    void specialValues() {
        try (Scope _ = Scope.open()) {
            Tensor x = Tensor.of(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0);
            assertArrayEquals(new float[] {Float.NaN, 1, -1, 0}, x.clamp(-1, 1).toFloats());
            assertArrayEquals(new float[] {Float.NaN, Float.POSITIVE_INFINITY, 0, 0}, x.relu().toFloats());
            assertArrayEquals(new float[] {0, 1, -1, 0}, x.sign().toFloats());
        }
    }
}

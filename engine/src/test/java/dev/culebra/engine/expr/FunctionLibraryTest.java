package dev.culebra.engine.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every constant and factory of {@link Activations} and {@link Losses}, found by reflection. */
class FunctionLibraryTest {

    @TestFactory
    List<DynamicTest> derivatives() throws ReflectiveOperationException {
        var tests = new ArrayList<DynamicTest>();
        for (var activation : NamedFunction.all(Activations.class)) {
            // Away from the kinks at -3, -1, 0, 1, 3, 6 and those of the factories' arguments.
            for (double x : new double[] {-7.3, -2.2, -0.4, 0.2, 0.7, 2.2, 4.7, 7.3}) {
                tests.add(DynamicTest.dynamicTest(
                        activation.name() + " at " + x, () -> Differences.checkFirstAndSecond(activation.f(), x)));
            }
        }
        for (var loss : NamedFunction.all(Losses.class)) {
            for (double[] point : new double[][] {{0.2, 0.9}, {0.7, 0.1}, {0.6, 0.4}, {0.4, 0.9}}) {
                tests.add(DynamicTest.dynamicTest(
                        loss.name() + " at " + Arrays.toString(point),
                        () -> Differences.checkFirstAndSecond(loss.f(), point)));
            }
        }
        assertTrue(tests.size() > 100);
        return tests;
    }

    @TestFactory
    List<DynamicTest> naNStaysNaN() throws ReflectiveOperationException {
        var tests = new ArrayList<DynamicTest>();
        for (var activation : NamedFunction.all(Activations.class)) {
            tests.add(DynamicTest.dynamicTest(
                    activation.name(), () -> assertEquals(Double.NaN, Evaluator.evaluate(activation.f(), Double.NaN))));
        }
        for (var loss : NamedFunction.all(Losses.class)) {
            tests.add(DynamicTest.dynamicTest(
                    loss.name(), () -> assertEquals(Double.NaN, Evaluator.evaluate(loss.f(), Double.NaN, 0.5))));
        }
        return tests;
    }

    @TestFactory
    List<DynamicTest> largeArgumentsDoNotOverflow() throws ReflectiveOperationException {
        var tests = new ArrayList<DynamicTest>();
        for (var activation : NamedFunction.all(Activations.class)) {
            for (double x : new double[] {-1e4, 1e4}) {
                tests.add(DynamicTest.dynamicTest(activation.name() + " at " + x, () -> {
                    assertTrue(Math.abs(Evaluator.evaluate(activation.f(), x)) <= 1.1e4);
                    assertTrue(Math.abs(Evaluator.evaluate(activation.f().derivative(0), x)) <= 1.1);
                }));
            }
        }
        return tests;
    }

    @Test
    void softplusKeepsItsDigitsOnBothSides() {
        assertEquals(Math.exp(-40), Evaluator.evaluate(Activations.SOFTPLUS, -40), 1e-15 * Math.exp(-40));
        assertEquals(1000, Evaluator.evaluate(Activations.SOFTPLUS, 1000));
        assertEquals(Math.log(2), Evaluator.evaluate(Activations.SOFTPLUS, 0));
        assertEquals(-1000, Evaluator.evaluate(Activations.LOG_SIGMOID, -1000));
    }

    @Test
    void geluIsTheNormalDistributionTimesX() {
        // Φ(1) = 0.841344746068542948…, Abramowitz and Stegun, table 26.1; an ulp is 1.1e-16.
        assertEquals(0.8413447460685429, Evaluator.evaluate(Activations.GELU, 1), 3e-16);
        // The tanh form approximates it to 5e-4.
        for (double x = -4; x <= 4; x += 0.25) {
            assertEquals(
                    Evaluator.evaluate(Activations.GELU, x), Evaluator.evaluate(Activations.GELU_TANH, x), 5e-4);
        }
    }

    @Test
    void crossEntropyOfAProbabilityAndOfItsLogitAgree() {
        for (double logit : new double[] {-3, -0.5, 0, 2}) {
            for (double target : new double[] {0, 0.3, 1}) {
                double p = SpecialFunctions.sigmoid(logit);
                assertEquals(
                        Evaluator.evaluate(Losses.BINARY_CROSS_ENTROPY, p, target),
                        Evaluator.evaluate(Losses.BINARY_CROSS_ENTROPY_WITH_LOGITS, logit, target),
                        1e-14); // conditioning of log(1 - p), at most e³ ulps
            }
        }
        assertEquals(100, Evaluator.evaluate(Losses.BINARY_CROSS_ENTROPY, 0, 1));
        assertEquals(100, Evaluator.evaluate(Losses.BINARY_CROSS_ENTROPY, 1, 0));
    }

    @TestFactory
    List<DynamicTest> valuesFollowTheirDefinitions() throws ReflectiveOperationException {
        var tests = new ArrayList<DynamicTest>();
        for (var activation : NamedFunction.all(Activations.class)) {
            for (double x : new double[] {-7.3, -2.2, -1, -0.4, 0, 0.2, 0.7, 2.2, 4.7, 7.3}) {
                tests.add(DynamicTest.dynamicTest(activation.name() + " at " + x, () -> {
                    double want = definition(activation.name(), x);
                    assertEquals(want, Evaluator.evaluate(activation.f(), x), 1e-15 * (1 + Math.abs(want)) * 8);
                }));
            }
        }
        return tests;
    }

    /** Textbook formulas, without care for overflow; a function without one fails. */
    private static double definition(String name, double x) {
        double softplus = Math.log(1 + Math.exp(x));
        return switch (name) {
            case "IDENTITY" -> x;
            case "RELU" -> Math.max(x, 0);
            case "RELU6" -> Math.clamp(x, 0.0, 6.0);
            case "HARDTANH" -> Math.clamp(x, -1.0, 1.0);
            case "SIGMOID" -> 1 / (1 + Math.exp(-x));
            case "TANH" -> Math.tanh(x);
            case "SOFTPLUS" -> softplus;
            case "LOG_SIGMOID" -> -Math.log(1 + Math.exp(-x));
            case "SOFTSIGN" -> x / (1 + Math.abs(x));
            case "SILU" -> x / (1 + Math.exp(-x));
            case "MISH" -> x * Math.tanh(softplus);
            case "GELU" -> x * (1 + SpecialFunctions.erf(x / Math.sqrt(2))) / 2;
            case "GELU_TANH" -> x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))) / 2;
            case "SELU" -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.exp(x) - 1));
            case "HARDSIGMOID" -> Math.clamp(x / 6 + 0.5, 0.0, 1.0);
            case "HARDSWISH" -> x * Math.clamp(x / 6 + 0.5, 0.0, 1.0);
            case "leakyRelu" -> Math.max(x, 0.3 * x);
            case "elu" -> x > 0 ? x : 0.3 * (Math.exp(x) - 1);
            case "celu" -> x > 0 ? x : 0.3 * (Math.exp(x / 0.3) - 1);
            case "softplus" -> 0.3 * x > 0.9 ? x : Math.log(1 + Math.exp(0.3 * x)) / 0.3;
            case "hardtanh" -> Math.clamp(x, 0.3, 0.9);
            default -> throw new AssertionError("no definition of " + name);
        };
    }

    @Test
    void huberIsContinuousWhereItsPiecesMeet() {
        var huber = Losses.huber(0.5);
        assertEquals(0.125, Evaluator.evaluate(huber, 0.5, 0));
        assertEquals(0.125, Evaluator.evaluate(huber, Math.nextDown(0.5), 0), 1e-15);
        assertEquals(0.5, Evaluator.evaluate(huber.derivative(0), 7, 0));
        assertEquals(-1, Evaluator.evaluate(Losses.smoothL1(0.5).derivative(0), -7, 0));
    }

    @Test
    void badParametersAreNamed() {
        var error = assertThrows(IllegalArgumentException.class, () -> Losses.huber(0));
        assertEquals("huber: delta must be positive, got 0.0", error.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Losses.smoothL1(Double.NaN));
        error = assertThrows(IllegalArgumentException.class, () -> Activations.hardtanh(1, -1));
        assertEquals("hardtanh: bounds out of order: low 1.0, high -1.0", error.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Expr.input(0).clamp(0, Double.NaN));
    }
}

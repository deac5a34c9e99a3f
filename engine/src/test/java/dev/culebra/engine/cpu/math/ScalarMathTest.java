package dev.culebra.engine.cpu.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Single precision against the double-precision functions, whose own error is below 2^−28 units of a float. */
class ScalarMathTest {
    /** Prime, so that a walk over all bit patterns meets every exponent with ever different mantissas. */
    private static final int STEP = 509;

    private static final float[] SPECIAL = {
        0f, -0f, 1, -1, 2, -2, 0.5f, -0.5f, 3, -3, 10, -10, 88.7f, -88.7f, -103.9f, 16_777_215, -16_777_217, 1e-20f,
        Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL, -Float.MIN_NORMAL, Float.MAX_VALUE, -Float.MAX_VALUE,
        Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN
    };

    interface FloatUnary {
        float apply(float x);
    }

    static Stream<Arguments> functions() {
        return Stream.of(
                function("exp", ScalarMath::exp, StrictMath::exp),
                function("expm1", ScalarMath::expm1, StrictMath::expm1),
                function("log", ScalarMath::log, StrictMath::log),
                function("log1p", ScalarMath::log1p, StrictMath::log1p),
                function("sin", ScalarMath::sin, StrictMath::sin),
                function("cos", ScalarMath::cos, StrictMath::cos),
                function("tanh", ScalarMath::tanh, StrictMath::tanh),
                function("sigmoid", ScalarMath::sigmoid, ScalarMath::sigmoid),
                function("fusedSigmoid", ScalarMath::fusedSigmoid, ScalarMath::sigmoid),
                function("erf", ScalarMath::erf, ScalarMath::erf),
                function("sqrt", ScalarMath::sqrt, StrictMath::sqrt),
                function("rsqrt", ScalarMath::rsqrt, x -> 1 / StrictMath.sqrt(x)),
                function("reciprocal", ScalarMath::reciprocal, x -> 1 / x),
                function("floor", ScalarMath::floor, StrictMath::floor),
                function("sign", ScalarMath::sign, x -> x > 0 ? 1 : x < 0 ? -1 : 0),
                function("abs", ScalarMath::abs, StrictMath::abs),
                function("neg", ScalarMath::neg, x -> -x));
    }

    private static Arguments function(String name, FloatUnary function, DoubleUnaryOperator reference) {
        return Arguments.of(name, function, reference);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void withinTwoUnitsInTheLastPlace(String name, FloatUnary function, DoubleUnaryOperator reference) {
        for (long bits = 0; bits < 1L << 32; bits += STEP) {
            float x = Float.intBitsToFloat((int) bits);
            assertClose(2, function.apply(x), reference.applyAsDouble(x), name, x, Float.NaN);
        }
        for (float x : SPECIAL) {
            assertClose(2, function.apply(x), reference.applyAsDouble(x), name, x, Float.NaN);
        }
    }

    static Stream<Arguments> doubleFunctions() {
        return Stream.of(
                doubleFunction("exp", ScalarMath::exp, StrictMath::exp),
                doubleFunction("expm1", ScalarMath::expm1, StrictMath::expm1),
                doubleFunction("log", ScalarMath::log, StrictMath::log),
                doubleFunction("log1p", ScalarMath::log1p, StrictMath::log1p),
                doubleFunction("tanh", ScalarMath::tanh, StrictMath::tanh));
    }

    private static Arguments doubleFunction(String name, DoubleUnaryOperator function, DoubleUnaryOperator reference) {
        return Arguments.of(name, function, reference);
    }

    /** Two units of our own, one of the reference's. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("doubleFunctions")
    void doublesAreWithinTwoUnitsInTheLastPlace(String name, DoubleUnaryOperator function,
            DoubleUnaryOperator reference) {
        var random = new SplittableRandom(53);
        for (int i = 0; i < 1_000_000; i++) {
            double x = switch (i % 3) {
                case 0 -> Double.longBitsToDouble(random.nextLong());
                case 1 -> random.nextDouble(-2, 2);
                default -> random.nextDouble(-800, 800);
            };
            assertDouble(name, x, reference.applyAsDouble(x), function.applyAsDouble(x));
        }
        for (float x : SPECIAL) {
            assertDouble(name, x, reference.applyAsDouble(x), function.applyAsDouble(x));
        }
    }

    private static void assertDouble(String name, double x, double expected, double actual) {
        boolean close = Double.compare(expected, actual) == 0
                || (actual != 0 && Math.abs(actual - expected) <= 3 * Math.ulp(expected));
        if (!close) {
            throw new AssertionError(name + "(" + x + "): expected " + expected + ", was " + actual);
        }
    }

    @Test
    void powerIsWithinFourUnitsInTheLastPlace() {
        DoubleBinaryOperator reference = ScalarMath::pow;
        for (float special : SPECIAL) {
            for (long bits = 0; bits < 1L << 32; bits += 1000L * STEP) {
                float x = Float.intBitsToFloat((int) bits);
                assertClose(4, ScalarMath.pow(x, special), reference.applyAsDouble(x, special), "pow", x, special);
                assertClose(4, ScalarMath.pow(special, x), reference.applyAsDouble(special, x), "pow", special, x);
            }
            for (float x : SPECIAL) {
                assertClose(4, ScalarMath.pow(x, special), reference.applyAsDouble(x, special), "pow", x, special);
            }
        }
    }

    @Test
    void powerOfOneAndToTheZerothIsOneAsInC() {
        for (float x : SPECIAL) {
            assertEquals(1f, ScalarMath.pow(x, 0f));
            assertEquals(1f, ScalarMath.pow(x, -0f));
            assertEquals(1f, ScalarMath.pow(1f, x));
            assertEquals(1.0, ScalarMath.pow(1.0, x));
        }
        for (float infinity : List.of(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY)) {
            assertEquals(1f, ScalarMath.pow(-1f, infinity));
            assertEquals(1.0, ScalarMath.pow(-1.0, infinity));
        }
        assertTrue(Float.isNaN(ScalarMath.pow(-2f, 0.5f)));
        assertTrue(Float.isNaN(ScalarMath.pow(-1f, Float.NaN)));
    }

    /** Values of the error function, correctly rounded, computed with 40 digits. */
    @Test
    void errorFunctionInDoublePrecision() {
        double[][] table = {
            {0, 0}, {1e-300, 1.1283791670955126e-300}, {1e-9, 1.1283791670955127e-09}, {0.001, 0.0011283787909692365},
            {0.1, 0.1124629160182849}, {0.5, 0.5204998778130465}, {0.84, 0.7651427114549945},
            {0.99, 0.8385080695553698}, {1, 0.8427007929497149}, {1.01, 0.8468104962282768}, {1.5, 0.9661051464753108},
            {2, 0.9953222650189527}, {2.5, 0.999593047982555}, {3, 0.9999779095030014}, {4, 0.9999999845827421},
            {5, 0.9999999999984626}, {5.9, 0.9999999999999999}, {6, 1}, {1e300, 1}, {Double.POSITIVE_INFINITY, 1}
        };
        for (double[] row : table) {
            assertEquals(row[1], ScalarMath.erf(row[0]), 2 * Math.ulp(row[1]));
            assertEquals(-row[1], ScalarMath.erf(-row[0]), 2 * Math.ulp(row[1]));
        }
        assertTrue(Double.isNaN(ScalarMath.erf(Double.NaN)));
        assertEquals(Double.doubleToRawLongBits(-0.0), Double.doubleToRawLongBits(ScalarMath.erf(-0.0)));
    }

    @Test
    void sigmoidInDoublePrecisionNeitherOverflowsNorVanishesEarly() {
        assertEquals(0.5, ScalarMath.sigmoid(0.0));
        assertEquals(1.0, ScalarMath.sigmoid(Double.POSITIVE_INFINITY));
        assertEquals(0.0, ScalarMath.sigmoid(Double.NEGATIVE_INFINITY));
        assertEquals(StrictMath.exp(-700), ScalarMath.sigmoid(-700.0), 2 * Math.ulp(StrictMath.exp(-700)));
        assertEquals(1 / (1 + StrictMath.exp(-1)), ScalarMath.sigmoid(1.0), 2 * Math.ulp(0.7));
        assertTrue(Double.isNaN(ScalarMath.sigmoid(Double.NaN)));
    }

    private static void assertClose(int units, float actual, double exact, String name, float x, float y) {
        float rounded = (float) exact;
        boolean close = Float.compare(rounded, actual) == 0
                || (Float.isFinite(actual) && !sameZero(actual, rounded)
                        && Math.abs(actual - exact) <= units * (double) Math.ulp(rounded));
        if (!close) {
            throw new AssertionError(name + "(" + x + ", " + y + "): expected " + exact + ", was " + actual);
        }
    }

    /** Zeros that differ in sign are not close to one another. */
    private static boolean sameZero(float actual, float expected) {
        return actual == 0 && expected == 0;
    }
}

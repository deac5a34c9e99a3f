package dev.culebra.engine.cpu.math.vector;

import dev.culebra.engine.cpu.math.ScalarMath;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Compares the two implementations over bit patterns that meet every exponent, NaN and infinities included. */
final class FloatChecks {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final long PATTERNS = 1L << 32;
    private static final int STEP = 10_007;

    private interface Unary {
        float apply(float x);
    }

    private interface Binary {
        float apply(float x, float y);
    }

    private FloatChecks() {}

    static void unary() {
        unary("neg", ScalarMath::neg, VectorMath::neg);
        unary("abs", ScalarMath::abs, VectorMath::abs);
        unary("sign", ScalarMath::sign, VectorMath::sign);
        unary("floor", ScalarMath::floor, VectorMath::floor);
        unary("reciprocal", ScalarMath::reciprocal, VectorMath::reciprocal);
        unary("sqrt", ScalarMath::sqrt, VectorMath::sqrt);
        unary("rsqrt", ScalarMath::rsqrt, VectorMath::rsqrt);
        unary("exp", ScalarMath::exp, VectorMath::exp);
        unary("expm1", ScalarMath::expm1, VectorMath::expm1);
        unary("log", ScalarMath::log, VectorMath::log);
        unary("log1p", ScalarMath::log1p, VectorMath::log1p);
        unary("sin", ScalarMath::sin, VectorMath::sin);
        unary("cos", ScalarMath::cos, VectorMath::cos);
        unary("tanh", ScalarMath::tanh, VectorMath::tanh);
        unary("sigmoid", ScalarMath::sigmoid, VectorMath::sigmoid);
        unary("fusedSigmoid", ScalarMath::fusedSigmoid, VectorMath::fusedSigmoid);
        unary("erf", ScalarMath::erf, VectorMath::erf);
    }

    static void binary() {
        binary("max", ScalarMath::max, VectorMath::max);
        binary("min", ScalarMath::min, VectorMath::min);
        binary("pow", ScalarMath::pow, VectorMath::pow);
    }

    private static void unary(String name, Unary scalar, UnaryOperator<FloatVector> vector) {
        var x = new float[SPECIES.length()];
        for (long bits = 0; bits < PATTERNS; bits += (long) STEP * x.length) {
            for (int lane = 0; lane < x.length; lane++) {
                x[lane] = Float.intBitsToFloat((int) (bits + (long) STEP * lane));
            }
            if (bits == 0) {
                x[1] = -0f;
                x[2] = Float.POSITIVE_INFINITY;
                x[3] = Float.NEGATIVE_INFINITY;
            }
            FloatVector actual = vector.apply(FloatVector.fromArray(SPECIES, x, 0));
            for (int lane = 0; lane < x.length; lane++) {
                assertSame(name, x[lane], Float.NaN, scalar.apply(x[lane]), actual.lane(lane));
            }
        }
    }

    private static void binary(String name, Binary scalar, BinaryOperator<FloatVector> vector) {
        float[] others = {
            0f, -0f, 1, -1, 2, -2, 0.5f, -0.5f, 3, -3, 16_777_215, -16_777_217, Float.MIN_VALUE, Float.MAX_VALUE,
            Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN
        };
        for (float y : others) {
            unary(name + " y=" + y, x -> scalar.apply(x, y), x -> vector.apply(x, x.broadcast(y)));
            unary(name + " x=" + y, x -> scalar.apply(y, x), x -> vector.apply(x.broadcast(y), x));
        }
    }

    private static void assertSame(String name, float x, float y, float expected, float actual) {
        if (Float.floatToIntBits(expected) != Float.floatToIntBits(actual)) {
            throw new AssertionError(name + "(" + x + "): scalar " + expected + ", vector " + actual);
        }
    }
}

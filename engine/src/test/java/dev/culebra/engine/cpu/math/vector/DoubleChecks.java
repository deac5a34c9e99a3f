package dev.culebra.engine.cpu.math.vector;

import dev.culebra.engine.cpu.math.ScalarMath;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Compares the two implementations on random bit patterns, moderate numbers and special values. */
final class DoubleChecks {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int VECTORS = 10_000;

    private static final double[] SPECIAL = {
        0.0, -0.0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 709.8, -745.2, 1e22, Double.MIN_VALUE, -Double.MIN_VALUE,
        Double.MAX_VALUE, -Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN
    };

    private DoubleChecks() {}

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
        unary("tanh", ScalarMath::tanh, VectorMath::tanh);
        unary("sigmoid", ScalarMath::sigmoid, VectorMath::sigmoid);
        unary("erf", ScalarMath::erf, VectorMath::erf);
    }

    static void binary() {
        binary("max", ScalarMath::max, VectorMath::max);
        binary("min", ScalarMath::min, VectorMath::min);
    }

    private static void unary(String name, DoubleUnaryOperator scalar, UnaryOperator<DoubleVector> vector) {
        var random = new SplittableRandom(25);
        var x = new double[SPECIES.length()];
        for (int i = 0; i < VECTORS; i++) {
            for (int lane = 0; lane < x.length; lane++) {
                int index = i * x.length + lane;
                x[lane] = index < SPECIAL.length ? SPECIAL[index] : next(random);
            }
            DoubleVector actual = vector.apply(DoubleVector.fromArray(SPECIES, x, 0));
            for (int lane = 0; lane < x.length; lane++) {
                assertSame(name, x[lane], scalar.applyAsDouble(x[lane]), actual.lane(lane));
            }
        }
    }

    /** Half of the numbers are any bit pattern, half are of moderate size. */
    private static double next(SplittableRandom random) {
        return random.nextBoolean()
                ? Double.longBitsToDouble(random.nextLong())
                : (random.nextDouble() - 0.5) * Math.exp(random.nextDouble(-8, 8));
    }

    private static void binary(String name, DoubleBinaryOperator scalar, BinaryOperator<DoubleVector> vector) {
        for (double y : SPECIAL) {
            unary(name + " y=" + y, x -> scalar.applyAsDouble(x, y), x -> vector.apply(x, x.broadcast(y)));
        }
    }

    private static void assertSame(String name, double x, double expected, double actual) {
        if (Double.doubleToLongBits(expected) != Double.doubleToLongBits(actual)) {
            throw new AssertionError(name + "(" + x + "): scalar " + expected + ", vector " + actual);
        }
    }
}

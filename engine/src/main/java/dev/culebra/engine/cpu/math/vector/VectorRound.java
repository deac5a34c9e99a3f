package dev.culebra.engine.cpu.math.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Rounding down, which the Vector API lacks: adding and subtracting the number whose last place is worth one rounds a smaller
 * magnitude to the nearest integer.
 */
final class VectorRound {
    private static final float FLOAT_INTEGER = 0x1p23f;
    private static final double DOUBLE_INTEGER = 0x1p52;

    private VectorRound() {}

    static FloatVector floor(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector nearest = VectorExp.copySign(a.add(FLOAT_INTEGER).sub(FLOAT_INTEGER), x);
        FloatVector down = nearest.blend(nearest.sub(1f), nearest.compare(VectorOperators.GT, x));
        return x.blend(down, a.compare(VectorOperators.LT, FLOAT_INTEGER));
    }

    static DoubleVector floor(DoubleVector x) {
        DoubleVector a = x.abs();
        DoubleVector integer = a.add(DOUBLE_INTEGER).sub(DOUBLE_INTEGER);
        DoubleVector nearest = integer.blend(integer.neg(), x.compare(VectorOperators.LT, 0d));
        DoubleVector down = nearest.blend(nearest.sub(1d), nearest.compare(VectorOperators.GT, x));
        DoubleVector result = x.blend(down, a.compare(VectorOperators.LT, DOUBLE_INTEGER));
        return result.blend(x, x.compare(VectorOperators.EQ, 0d));
    }
}

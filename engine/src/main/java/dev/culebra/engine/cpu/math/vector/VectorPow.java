package dev.culebra.engine.cpu.math.vector;

import static dev.culebra.engine.cpu.math.PowTerms.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The single-precision power: lane by lane the bits of the scalar function. */
final class VectorPow {
    private VectorPow() {}

    static FloatVector pow(FloatVector x, FloatVector y) {
        FloatVector a = x.abs();
        FloatVector magnitude = Halves.join(
                exp2(Halves.low(y).mul(log2(Halves.low(a)))), exp2(Halves.high(y).mul(log2(Halves.high(a)))));
        return withSign(x, y, magnitude);
    }

    private static FloatVector withSign(FloatVector x, FloatVector y, FloatVector magnitude) {
        VectorMask<Float> negative = x.test(VectorOperators.IS_NEGATIVE);
        VectorMask<Float> integer = VectorRound.floor(y).compare(VectorOperators.EQ, y);
        FloatVector half = y.mul(0.5f);
        VectorMask<Float> odd = VectorRound.floor(half).compare(VectorOperators.NE, half).and(integer);
        FloatVector signed = magnitude.blend(magnitude.neg(), odd.and(negative));
        VectorMask<Float> finite = x.compare(VectorOperators.GT, Float.NEGATIVE_INFINITY);
        VectorMask<Float> undefined =
                x.compare(VectorOperators.LT, 0f).and(finite).andNot(integer);
        VectorMask<Float> infinite = y.abs().compare(VectorOperators.EQ, Float.POSITIVE_INFINITY);
        VectorMask<Float> one = x.compare(VectorOperators.EQ, -1f)
                .and(infinite)
                .or(x.compare(VectorOperators.EQ, 1f))
                .or(y.compare(VectorOperators.EQ, 0f));
        return signed.blend(Float.NaN, undefined).blend(1f, one);
    }

    /** Base-two logarithm of floats that are not negative. */
    private static DoubleVector log2(DoubleVector x) {
        LongVector bits = x.reinterpretAsLongs();
        LongVector exponent = bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 52);
        DoubleVector m = bits.sub(exponent.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles();
        DoubleVector e = exponent.add(INTEGER_BITS).reinterpretAsDoubles().sub(INTEGER_BASE);
        DoubleVector s = m.sub(1d).div(m.add(1d));
        DoubleVector z = s.mul(s);
        DoubleVector l = z.mul(L5).add(L4).mul(z).add(L3).mul(z).add(L2).mul(z).add(L1).mul(z).add(L0);
        VectorMask<Double> regular = x.compare(VectorOperators.LT, Double.POSITIVE_INFINITY);
        DoubleVector result = x.blend(s.mul(l).add(e), regular);
        return result.blend(Double.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0d));
    }

    private static DoubleVector exp2(DoubleVector x) {
        DoubleVector below = x.blend(EXTREME, x.compare(VectorOperators.GT, EXTREME));
        DoubleVector clamped = below.blend(-EXTREME, below.compare(VectorOperators.LT, -EXTREME));
        DoubleVector shifted = clamped.add(ROUND);
        DoubleVector r = clamped.sub(shifted.sub(ROUND));
        DoubleVector h = r.mul(E7).add(E6).mul(r).add(E5).mul(r).add(E4);
        DoubleVector e = h.mul(r).add(E3).mul(r).add(E2).mul(r).add(E1).mul(r).add(E0);
        return e.mul(shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles());
    }
}

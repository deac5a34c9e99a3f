package dev.culebra.engine.cpu.math.vector;

import static dev.culebra.engine.cpu.math.ExpTerms.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** The exponential family in single precision: lane by lane the bits of the scalar functions. */
final class VectorExp {
    private VectorExp() {}

    static FloatVector exp(FloatVector x) {
        FloatVector below = x.blend(HIGHEST, x.compare(VectorOperators.GT, HIGHEST));
        FloatVector clamped = below.blend(LOWEST, below.compare(VectorOperators.LT, LOWEST));
        FloatVector shifted = clamped.mul(LOG2_E).add(ROUND);
        return scale(polynomial(reduce(clamped, shifted.sub(ROUND))).add(1f), shifted);
    }

    static FloatVector expm1(FloatVector x) {
        FloatVector below = x.blend(HIGHEST, x.compare(VectorOperators.GT, HIGHEST));
        FloatVector clamped = below.blend(LOWEST_MINUS_ONE, below.compare(VectorOperators.LT, LOWEST_MINUS_ONE));
        FloatVector shifted = clamped.mul(LOG2_E).add(ROUND_NORMAL);
        FloatVector n = shifted.sub(ROUND_NORMAL);
        FloatVector r = reduce(clamped, n);
        FloatVector q = r.mul(M5).add(M4).mul(r).add(M3).mul(r).add(M2).mul(r).add(M1).mul(r).add(M0);
        FloatVector p = r.add(r.mul(r).mul(q));
        // Half of 2^n, so that n = 128 is still a number.
        IntVector exponent = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
        FloatVector half = exponent.sub(1 << 23).reinterpretAsFloats();
        FloatVector scaled = half.mul(p).add(half.sub(0.5f));
        FloatVector result = scaled.add(scaled).blend(p, n.compare(VectorOperators.EQ, 0f));
        return result.blend(x, x.compare(VectorOperators.EQ, 0f));
    }

    static FloatVector sigmoid(FloatVector x) {
        FloatVector negative = x.reinterpretAsInts().or(Integer.MIN_VALUE).reinterpretAsFloats();
        FloatVector clamped = negative.blend(LOWEST, negative.compare(VectorOperators.LT, LOWEST));
        FloatVector shifted = clamped.mul(LOG2_E).add(ROUND_RAISED);
        FloatVector raised = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
        FloatVector e = polynomial(reduce(clamped, shifted.sub(ROUND_RAISED))).add(1f).mul(raised).mul(LOWER);
        FloatVector numerator = e.blend(1f, x.compare(VectorOperators.GE, 0f));
        return numerator.sub(numerator.mul(e.div(e.add(1f))));
    }

    static FloatVector fusedSigmoid(FloatVector x) {
        FloatVector negative = x.reinterpretAsInts().or(Integer.MIN_VALUE).reinterpretAsFloats();
        FloatVector clamped = negative.blend(LOWEST, negative.compare(VectorOperators.LT, LOWEST));
        FloatVector shifted = clamped.fma(x.broadcast(LOG2_E), x.broadcast(ROUND_RAISED));
        FloatVector raised = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
        FloatVector n = shifted.sub(ROUND_RAISED);
        FloatVector r = n.fma(x.broadcast(-LN2_LOW), n.fma(x.broadcast(-LN2_HIGH), clamped));
        FloatVector r2 = r.mul(r);
        FloatVector high = r2.fma(x.broadcast(Q4), r.fma(x.broadcast(Q3), x.broadcast(Q2)));
        FloatVector p = r2.fma(high.fma(r2, r.fma(x.broadcast(Q1), x.broadcast(Q0))), r);
        FloatVector e = p.add(1f).mul(raised).mul(LOWER);
        FloatVector numerator = e.blend(1f, x.compare(VectorOperators.GE, 0f));
        return numerator.sub(numerator.mul(e.div(e.add(1f))));
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector magnitude = x.abs();
        FloatVector clamped = magnitude.blend(TANH_ONE, magnitude.compare(VectorOperators.GT, TANH_ONE));
        FloatVector e = expOfModerate(clamped.add(clamped)).add(1f);
        FloatVector large = e.broadcast(1f).sub(e.broadcast(2f).div(e));
        FloatVector z = magnitude.mul(magnitude);
        FloatVector t = z.mul(T4).add(T3).mul(z).add(T2).mul(z).add(T1).mul(z).add(T0);
        FloatVector small = magnitude.add(magnitude.mul(z).mul(t));
        return copySign(large.blend(small, magnitude.compare(VectorOperators.LT, TANH_SMALL)), x);
    }

    /** exp for {@code |x| ≤ 80}, where 2^n is a normal number and one factor does. */
    static FloatVector expOfModerate(FloatVector x) {
        FloatVector shifted = x.mul(LOG2_E).add(ROUND_NORMAL);
        FloatVector r = reduce(x, shifted.sub(ROUND_NORMAL));
        FloatVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
        return polynomial(r).add(1f).mul(power);
    }

    /** The sign of {@code sign} on a magnitude that is not negative. */
    static FloatVector copySign(FloatVector magnitude, FloatVector sign) {
        IntVector bit = sign.reinterpretAsInts().and(Integer.MIN_VALUE);
        return magnitude.reinterpretAsInts().or(bit).reinterpretAsFloats();
    }

    private static FloatVector reduce(FloatVector x, FloatVector n) {
        return x.sub(n.mul(LN2_HIGH)).sub(n.mul(LN2_LOW));
    }

    private static FloatVector polynomial(FloatVector r) {
        FloatVector r2 = r.mul(r);
        FloatVector high = r2.mul(Q4).add(r.mul(Q3).add(Q2));
        return r.add(r2.mul(high.mul(r2).add(r.mul(Q1).add(Q0))));
    }

    private static FloatVector scale(FloatVector value, FloatVector shifted) {
        IntVector bits = shifted.reinterpretAsInts();
        IntVector half = bits.lanewise(VectorOperators.LSHR, 1);
        FloatVector first = half.lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
        FloatVector second = bits.sub(half).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
        return value.mul(first).mul(second);
    }
}

package dev.culebra.engine.cpu.math.vector;

import static dev.culebra.engine.cpu.math.DoubleExpTerms.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** The exponential family in double precision: lane by lane the bits of the scalar functions. */
final class VectorDoubleExp {
    private VectorDoubleExp() {}

    static DoubleVector exp(DoubleVector x) {
        DoubleVector below = x.blend(HIGHEST, x.compare(VectorOperators.GT, HIGHEST));
        DoubleVector clamped = below.blend(LOWEST, below.compare(VectorOperators.LT, LOWEST));
        DoubleVector shifted = clamped.mul(LOG2_E).add(ROUND);
        return scale(polynomial(reduce(clamped, shifted.sub(ROUND))).add(1d), shifted);
    }

    static DoubleVector expm1(DoubleVector x) {
        DoubleVector below = x.blend(HIGHEST, x.compare(VectorOperators.GT, HIGHEST));
        DoubleVector clamped = below.blend(LOWEST_MINUS_ONE, below.compare(VectorOperators.LT, LOWEST_MINUS_ONE));
        DoubleVector shifted = clamped.mul(LOG2_E).add(ROUND_NORMAL);
        DoubleVector n = shifted.sub(ROUND_NORMAL);
        DoubleVector r = reduce(clamped, n);
        DoubleVector r2 = r.mul(r);
        DoubleVector l = r.mul(M5).add(M4).mul(r2).add(r.mul(M3).add(M2));
        DoubleVector low = l.mul(r2).add(r.mul(M1).add(M0));
        DoubleVector h = r.mul(M11).add(M10).mul(r2).add(r.mul(M9).add(M8));
        DoubleVector high = h.mul(r2).add(r.mul(M7).add(M6));
        DoubleVector p = r.add(r2.mul(high.mul(r2.mul(r2).mul(r2)).add(low)));
        // Half of 2^n, so that n = 1024 is still a number.
        LongVector exponent = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
        DoubleVector half = exponent.sub(1L << 52).reinterpretAsDoubles();
        DoubleVector scaled = half.mul(p).add(half.sub(0.5));
        DoubleVector result = scaled.add(scaled).blend(p, n.compare(VectorOperators.EQ, 0d));
        return result.blend(x, x.compare(VectorOperators.EQ, 0d));
    }

    static DoubleVector sigmoid(DoubleVector x) {
        DoubleVector negative = x.abs().neg();
        DoubleVector clamped = negative.blend(LOWEST, negative.compare(VectorOperators.LT, LOWEST));
        DoubleVector shifted = clamped.mul(LOG2_E).add(ROUND);
        DoubleVector e = scale(polynomial(reduce(clamped, shifted.sub(ROUND))).add(1d), shifted);
        DoubleVector numerator = e.blend(1d, x.compare(VectorOperators.GE, 0d));
        return numerator.sub(numerator.mul(e.div(e.add(1d))));
    }

    static DoubleVector tanh(DoubleVector x) {
        DoubleVector magnitude = x.abs();
        DoubleVector clamped = magnitude.blend(TANH_ONE, magnitude.compare(VectorOperators.GT, TANH_ONE));
        DoubleVector e = expOfModerate(clamped.add(clamped)).add(1d);
        DoubleVector large = e.broadcast(1d).sub(e.broadcast(2d).div(e));
        DoubleVector z = magnitude.mul(magnitude);
        DoubleVector z2 = z.mul(z);
        DoubleVector l = z.mul(T5).add(T4).mul(z2).add(z.mul(T3).add(T2));
        DoubleVector low = l.mul(z2).add(z.mul(T1).add(T0));
        DoubleVector high = z2.mul(T10).add(z.mul(T9).add(T8)).mul(z2).add(z.mul(T7).add(T6));
        DoubleVector t = high.mul(z2.mul(z2).mul(z2)).add(low);
        DoubleVector small = magnitude.add(magnitude.mul(z).mul(t));
        return copySign(large.blend(small, magnitude.compare(VectorOperators.LT, TANH_SMALL)), x);
    }

    /** exp for {@code |x| ≤ 700}, where 2^n is a normal number and one factor does. */
    static DoubleVector expOfModerate(DoubleVector x) {
        DoubleVector shifted = x.mul(LOG2_E).add(ROUND_NORMAL);
        DoubleVector power = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
        return polynomial(reduce(x, shifted.sub(ROUND_NORMAL))).add(1d).mul(power);
    }

    /** The sign of {@code sign} on a magnitude that is not negative. */
    static DoubleVector copySign(DoubleVector magnitude, DoubleVector sign) {
        LongVector bit = sign.reinterpretAsLongs().and(Long.MIN_VALUE);
        return magnitude.reinterpretAsLongs().or(bit).reinterpretAsDoubles();
    }

    private static DoubleVector reduce(DoubleVector x, DoubleVector n) {
        return x.sub(n.mul(LN2_HIGH)).sub(n.mul(LN2_LOW));
    }

    private static DoubleVector polynomial(DoubleVector r) {
        DoubleVector r2 = r.mul(r);
        DoubleVector l = r.mul(Q5).add(Q4).mul(r2).add(r.mul(Q3).add(Q2));
        DoubleVector low = l.mul(r2).add(r.mul(Q1).add(Q0));
        DoubleVector high = r2.mul(Q10).add(r.mul(Q9).add(Q8)).mul(r2).add(r.mul(Q7).add(Q6));
        return r.add(r2.mul(high.mul(r2.mul(r2).mul(r2)).add(low)));
    }

    private static DoubleVector scale(DoubleVector value, DoubleVector shifted) {
        LongVector bits = shifted.reinterpretAsLongs();
        LongVector half = bits.lanewise(VectorOperators.LSHR, 1);
        DoubleVector first = half.lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
        DoubleVector second = bits.sub(half).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
        return value.mul(first).mul(second);
    }
}

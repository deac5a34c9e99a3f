package dev.culebra.engine.cpu.math.vector;

import static dev.culebra.engine.cpu.math.DoubleLogTerms.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The logarithms in double precision: lane by lane the bits of the scalar functions. */
final class VectorDoubleLog {
    private VectorDoubleLog() {}

    static DoubleVector log(DoubleVector x) {
        VectorMask<Double> denormal = x.compare(VectorOperators.LT, SMALLEST_NORMAL);
        LongVector bits = x.blend(x.mul(DENORMAL_SCALE), denormal).reinterpretAsLongs();
        LongVector exponent = exponent(bits);
        DoubleVector zero = x.broadcast(0d);
        DoubleVector e = asDouble(exponent).sub(zero.blend(DENORMAL_EXPONENT, denormal));
        return special(x, combine(mantissa(bits, exponent), e, zero));
    }

    static DoubleVector log1p(DoubleVector x) {
        DoubleVector u = x.add(1d);
        LongVector bits = u.reinterpretAsLongs();
        LongVector exponent = exponent(bits);
        DoubleVector e = asDouble(exponent);
        VectorMask<Double> direct = e.compare(VectorOperators.EQ, 0d);
        DoubleVector ofLarge = x.broadcast(1d).sub(u.sub(x));
        DoubleVector lost = x.sub(u.sub(1d)).blend(ofLarge, x.compare(VectorOperators.GT, 1d)).div(u);
        DoubleVector result = combine(mantissa(bits, exponent).blend(x, direct), e, lost.blend(0d, direct));
        return special(u, result).blend(x, x.compare(VectorOperators.EQ, 0d));
    }

    private static LongVector exponent(LongVector bits) {
        return bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 52);
    }

    private static DoubleVector mantissa(LongVector bits, LongVector exponent) {
        return bits.sub(exponent.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles().sub(1d);
    }

    private static DoubleVector asDouble(LongVector exponent) {
        return exponent.add(INTEGER_BITS).reinterpretAsDoubles().sub(INTEGER_BASE);
    }

    private static DoubleVector combine(DoubleVector f, DoubleVector e, DoubleVector correction) {
        DoubleVector s = f.div(f.add(2d));
        DoubleVector z = s.mul(s);
        DoubleVector z2 = z.mul(z);
        DoubleVector high = z.mul(R7).add(R6).mul(z2).add(z.mul(R5).add(R4));
        DoubleVector r = high.mul(z2).add(z.mul(R3).add(R2)).mul(z2).add(z.mul(R1).add(R0));
        DoubleVector half = f.mul(0.5).mul(f);
        DoubleVector tail = s.mul(half.add(z.mul(r))).add(e.mul(LN2_LOW).add(correction)).sub(half);
        return f.add(tail).add(e.mul(LN2_HIGH));
    }

    private static DoubleVector special(DoubleVector x, DoubleVector regular) {
        DoubleVector positive = regular.blend(x, x.compare(VectorOperators.EQ, Double.POSITIVE_INFINITY));
        VectorMask<Double> valid = x.compare(VectorOperators.GE, 0d);
        DoubleVector defined = x.broadcast(Double.NaN).blend(positive, valid);
        return defined.blend(Double.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0d));
    }
}

package dev.culebra.engine.cpu.math.vector;

import static dev.culebra.engine.cpu.math.LogTerms.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The logarithms in single precision: lane by lane the bits of the scalar functions. */
final class VectorLog {
    private VectorLog() {}

    static FloatVector log(FloatVector x) {
        VectorMask<Float> denormal = x.compare(VectorOperators.LT, SMALLEST_NORMAL);
        IntVector bits = x.blend(x.mul(DENORMAL_SCALE), denormal).reinterpretAsInts();
        IntVector exponent = exponent(bits);
        FloatVector zero = x.broadcast(0f);
        FloatVector e = asFloat(exponent).sub(zero.blend(DENORMAL_EXPONENT, denormal));
        return special(x, combine(mantissa(bits, exponent), e, zero));
    }

    static FloatVector log1p(FloatVector x) {
        FloatVector u = x.add(1f);
        IntVector bits = u.reinterpretAsInts();
        IntVector exponent = exponent(bits);
        FloatVector e = asFloat(exponent);
        VectorMask<Float> direct = e.compare(VectorOperators.EQ, 0f);
        FloatVector ofLarge = x.broadcast(1f).sub(u.sub(x));
        FloatVector lost = x.sub(u.sub(1f)).blend(ofLarge, x.compare(VectorOperators.GT, 1f)).div(u);
        FloatVector result = combine(mantissa(bits, exponent).blend(x, direct), e, lost.blend(0f, direct));
        return special(u, result).blend(x, x.compare(VectorOperators.EQ, 0f));
    }

    private static IntVector exponent(IntVector bits) {
        return bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 23);
    }

    private static FloatVector mantissa(IntVector bits, IntVector exponent) {
        return bits.sub(exponent.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().sub(1f);
    }

    private static FloatVector asFloat(IntVector exponent) {
        return exponent.add(INTEGER_BITS).reinterpretAsFloats().sub(INTEGER_BASE);
    }

    private static FloatVector combine(FloatVector f, FloatVector e, FloatVector correction) {
        FloatVector z = f.mul(f);
        FloatVector high = f.mul(P7).add(P6).mul(z).add(f.mul(P5).add(P4));
        FloatVector p = high.mul(z).add(f.mul(P3).add(P2)).mul(z).add(f.mul(P1).add(P0));
        FloatVector tail = f.mul(z).mul(p).add(e.mul(LN2_LOW).add(correction)).sub(z.mul(0.5f));
        return f.add(tail).add(e.mul(LN2_HIGH));
    }

    private static FloatVector special(FloatVector x, FloatVector regular) {
        FloatVector positive = regular.blend(x, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
        VectorMask<Float> valid = x.compare(VectorOperators.GE, 0f);
        FloatVector defined = x.broadcast(Float.NaN).blend(positive, valid);
        return defined.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
    }
}

package dev.culebra.engine.cpu.math;

import static dev.culebra.engine.cpu.math.LogTerms.*;

/** The logarithms in single precision; the vector version computes the same operations in the same order. */
final class ScalarLog {
    private ScalarLog() {}

    static float log(float x) {
        boolean denormal = x < SMALLEST_NORMAL;
        int bits = Float.floatToRawIntBits(denormal ? x * DENORMAL_SCALE : x);
        int exponent = (bits - SQRT_HALF_BITS) >> 23;
        float f = Float.intBitsToFloat(bits - (exponent << 23)) - 1;
        float e = exponentAsFloat(exponent) - (denormal ? DENORMAL_EXPONENT : 0);
        float result = combine(f, e, 0);
        return x > 0 && x < Float.POSITIVE_INFINITY ? result : special(x);
    }

    /** The rounding error of {@code 1 + x} is carried along as a correction to the mantissa. */
    static float log1p(float x) {
        float u = 1 + x;
        int bits = Float.floatToRawIntBits(u);
        int exponent = (bits - SQRT_HALF_BITS) >> 23;
        boolean direct = exponent == 0;
        float mantissa = Float.intBitsToFloat(bits - (exponent << 23)) - 1;
        float lost = x > 1 ? 1 - (u - x) : x - (u - 1);
        float result = combine(direct ? x : mantissa, exponentAsFloat(exponent), direct ? 0 : lost / u);
        float general = u > 0 && u < Float.POSITIVE_INFINITY ? result : special(u);
        return x == 0 ? x : general;
    }

    private static float exponentAsFloat(int exponent) {
        return Float.intBitsToFloat(INTEGER_BITS + exponent) - INTEGER_BASE;
    }

    private static float combine(float f, float e, float correction) {
        float z = f * f;
        float p = (((P7 * f + P6) * z + (P5 * f + P4)) * z + (P3 * f + P2)) * z + (P1 * f + P0);
        float tail = f * z * p + (e * LN2_LOW + correction) - 0.5f * z;
        return (f + tail) + e * LN2_HIGH;
    }

    private static float special(float x) {
        if (x == 0) {
            return Float.NEGATIVE_INFINITY;
        }
        return x == Float.POSITIVE_INFINITY ? x : Float.NaN;
    }
}

package dev.culebra.engine.cpu.math;

import static dev.culebra.engine.cpu.math.DoubleLogTerms.*;

/** The logarithms in double precision; the vector version computes the same operations in the same order. */
final class ScalarDoubleLog {
    private ScalarDoubleLog() {}

    static double log(double x) {
        boolean denormal = x < SMALLEST_NORMAL;
        long bits = Double.doubleToRawLongBits(denormal ? x * DENORMAL_SCALE : x);
        long exponent = (bits - SQRT_HALF_BITS) >> 52;
        double f = Double.longBitsToDouble(bits - (exponent << 52)) - 1;
        double e = exponentAsDouble(exponent) - (denormal ? DENORMAL_EXPONENT : 0);
        double result = combine(f, e, 0);
        return x > 0 && x < Double.POSITIVE_INFINITY ? result : special(x);
    }

    /** The rounding error of {@code 1 + x} is carried along as a correction to the mantissa. */
    static double log1p(double x) {
        double u = 1 + x;
        long bits = Double.doubleToRawLongBits(u);
        long exponent = (bits - SQRT_HALF_BITS) >> 52;
        boolean direct = exponent == 0;
        double mantissa = Double.longBitsToDouble(bits - (exponent << 52)) - 1;
        double lost = x > 1 ? 1 - (u - x) : x - (u - 1);
        double result = combine(direct ? x : mantissa, exponentAsDouble(exponent), direct ? 0 : lost / u);
        double general = u > 0 && u < Double.POSITIVE_INFINITY ? result : special(u);
        return x == 0 ? x : general;
    }

    private static double exponentAsDouble(long exponent) {
        return Double.longBitsToDouble(INTEGER_BITS + exponent) - INTEGER_BASE;
    }

    private static double combine(double f, double e, double correction) {
        double s = f / (2 + f);
        double z = s * s;
        double z2 = z * z;
        double r = (((R7 * z + R6) * z2 + (R5 * z + R4)) * z2 + (R3 * z + R2)) * z2 + (R1 * z + R0);
        double half = 0.5 * f * f;
        double tail = s * (half + z * r) + (e * LN2_LOW + correction) - half;
        return (f + tail) + e * LN2_HIGH;
    }

    private static double special(double x) {
        if (x == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        return x == Double.POSITIVE_INFINITY ? x : Double.NaN;
    }
}

package dev.culebra.engine.cpu.math;

import static dev.culebra.engine.cpu.math.PowTerms.*;

/**
 * The single-precision power, special values as in C99 (Annex F.9.4.4); the vector version computes the same operations in the same order.
 */
final class ScalarPow {
    private ScalarPow() {}

    static float pow(float x, float y) {
        if (y == 0 || x == 1 || (x == -1 && Math.abs(y) == Float.POSITIVE_INFINITY)) {
            return 1;
        }
        float magnitude = (float) exp2(y * log2(Math.abs(x)));
        if (Float.floatToRawIntBits(x) >= 0) {
            return magnitude;
        }
        boolean integer = (float) Math.floor(y) == y;
        if (!integer && x < 0 && x > Float.NEGATIVE_INFINITY) {
            return Float.NaN;
        }
        float half = y * 0.5f;
        boolean odd = integer && (float) Math.floor(half) != half;
        return odd ? -magnitude : magnitude;
    }

    static double pow(double x, double y) {
        boolean one = x == 1 || (x == -1 && Math.abs(y) == Double.POSITIVE_INFINITY);
        return one ? 1 : Math.pow(x, y);
    }

    /** Base-two logarithm of a float that is not negative. */
    private static double log2(double x) {
        long bits = Double.doubleToRawLongBits(x);
        long exponent = (bits - SQRT_HALF_BITS) >> 52;
        double m = Double.longBitsToDouble(bits - (exponent << 52));
        double e = Double.longBitsToDouble(INTEGER_BITS + exponent) - INTEGER_BASE;
        double s = (m - 1) / (m + 1);
        double z = s * s;
        double result = s * (((((L5 * z + L4) * z + L3) * z + L2) * z + L1) * z + L0) + e;
        if (x > 0 && x < Double.POSITIVE_INFINITY) {
            return result;
        }
        return x == 0 ? Double.NEGATIVE_INFINITY : x;
    }

    private static double exp2(double x) {
        double clamped = x > EXTREME ? EXTREME : x;
        clamped = clamped < -EXTREME ? -EXTREME : clamped;
        double shifted = clamped + ROUND;
        double r = clamped - (shifted - ROUND);
        double e = ((((((E7 * r + E6) * r + E5) * r + E4) * r + E3) * r + E2) * r + E1) * r + E0;
        return e * Double.longBitsToDouble(Double.doubleToRawLongBits(shifted) << 52);
    }
}

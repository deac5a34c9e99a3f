package dev.culebra.engine.cpu.math;

import static dev.culebra.engine.cpu.math.DoubleExpTerms.*;

/** The exponential family in double precision; the vector version computes the same operations in the same order. */
final class ScalarDoubleExp {
    private ScalarDoubleExp() {}

    static double exp(double x) {
        double clamped = x > HIGHEST ? HIGHEST : x;
        clamped = clamped < LOWEST ? LOWEST : clamped;
        double shifted = clamped * LOG2_E + ROUND;
        return scale(1 + polynomial(reduce(clamped, shifted - ROUND)), shifted);
    }

    static double expm1(double x) {
        double clamped = x > HIGHEST ? HIGHEST : x;
        clamped = clamped < LOWEST_MINUS_ONE ? LOWEST_MINUS_ONE : clamped;
        double shifted = clamped * LOG2_E + ROUND_NORMAL;
        double n = shifted - ROUND_NORMAL;
        double r = reduce(clamped, n);
        double r2 = r * r;
        double low = ((M5 * r + M4) * r2 + (M3 * r + M2)) * r2 + (M1 * r + M0);
        double high = ((M11 * r + M10) * r2 + (M9 * r + M8)) * r2 + (M7 * r + M6);
        double p = r + r2 * (high * (r2 * r2 * r2) + low);
        // Half of 2^n, so that n = 1024 is still a number.
        double half = Double.longBitsToDouble((Double.doubleToRawLongBits(shifted) << 52) - (1L << 52));
        double scaled = half * p + (half - 0.5);
        double result = n == 0 ? p : scaled + scaled;
        return x == 0 ? x : result;
    }

    static double sigmoid(double x) {
        double negative = -Math.abs(x);
        double clamped = negative < LOWEST ? LOWEST : negative;
        double shifted = clamped * LOG2_E + ROUND;
        double e = scale(1 + polynomial(reduce(clamped, shifted - ROUND)), shifted);
        // Not numerator / (1 + e): for negative x the rounding of 1 + e would cost half a unit more.
        double numerator = x < 0 ? e : 1;
        return numerator - numerator * (e / (1 + e));
    }

    static double tanh(double x) {
        double magnitude = Math.abs(x);
        double clamped = magnitude > TANH_ONE ? TANH_ONE : magnitude;
        double large = 1 - 2 / (expOfModerate(clamped + clamped) + 1);
        double z = magnitude * magnitude;
        double z2 = z * z;
        double low = ((T5 * z + T4) * z2 + (T3 * z + T2)) * z2 + (T1 * z + T0);
        double high = (T10 * z2 + (T9 * z + T8)) * z2 + (T7 * z + T6);
        double small = magnitude + magnitude * z * (high * (z2 * z2 * z2) + low);
        return Math.copySign(magnitude < TANH_SMALL ? small : large, x);
    }

    /** exp for {@code |x| ≤ 700}, where 2^n is a normal number and one factor does. */
    static double expOfModerate(double x) {
        double shifted = x * LOG2_E + ROUND_NORMAL;
        double power = Double.longBitsToDouble(Double.doubleToRawLongBits(shifted) << 52);
        return (1 + polynomial(reduce(x, shifted - ROUND_NORMAL))) * power;
    }

    private static double reduce(double x, double n) {
        return x - n * LN2_HIGH - n * LN2_LOW;
    }

    /** {@code exp(r) − 1} for {@code |r| ≤ ln 2 / 2}. */
    private static double polynomial(double r) {
        double r2 = r * r;
        double low = ((Q5 * r + Q4) * r2 + (Q3 * r + Q2)) * r2 + (Q1 * r + Q0);
        double high = (Q10 * r2 + (Q9 * r + Q8)) * r2 + (Q7 * r + Q6);
        return r + r2 * (high * (r2 * r2 * r2) + low);
    }

    /** Multiplies by 2^n in two factors, so that neither overflows and a denormal result is rounded once. */
    private static double scale(double value, double shifted) {
        long bits = Double.doubleToRawLongBits(shifted);
        long half = bits >>> 1;
        return value * Double.longBitsToDouble(half << 52) * Double.longBitsToDouble((bits - half) << 52);
    }
}

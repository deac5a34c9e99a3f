package dev.culebra.engine.cpu.math;

import static dev.culebra.engine.cpu.math.ExpTerms.*;

/** The exponential family in single precision; the vector version computes the same operations in the same order. */
final class ScalarExp {
    private ScalarExp() {}

    static float exp(float x) {
        float clamped = x > HIGHEST ? HIGHEST : x;
        clamped = clamped < LOWEST ? LOWEST : clamped;
        float shifted = clamped * LOG2_E + ROUND;
        float n = shifted - ROUND;
        float r = clamped - n * LN2_HIGH - n * LN2_LOW;
        return scale(1 + polynomial(r), shifted);
    }

    static float expm1(float x) {
        float clamped = x > HIGHEST ? HIGHEST : x;
        clamped = clamped < LOWEST_MINUS_ONE ? LOWEST_MINUS_ONE : clamped;
        float shifted = clamped * LOG2_E + ROUND_NORMAL;
        float n = shifted - ROUND_NORMAL;
        float r = clamped - n * LN2_HIGH - n * LN2_LOW;
        float q = ((((M5 * r + M4) * r + M3) * r + M2) * r + M1) * r + M0;
        float p = r + r * r * q;
        // Half of 2^n, so that n = 128 is still a number.
        float half = Float.intBitsToFloat((Float.floatToRawIntBits(shifted) << 23) - (1 << 23));
        float scaled = (half * p + (half - 0.5f)) * 2;
        float result = n == 0 ? p : scaled;
        return x == 0 ? x : result;
    }

    static float sigmoid(float x) {
        float negative = -Math.abs(x);
        float clamped = negative < LOWEST ? LOWEST : negative;
        float shifted = clamped * LOG2_E + ROUND_RAISED;
        float n = shifted - ROUND_RAISED;
        float r = clamped - n * LN2_HIGH - n * LN2_LOW;
        float e = (1 + polynomial(r)) * Float.intBitsToFloat(Float.floatToRawIntBits(shifted) << 23) * LOWER;
        // Not numerator / (1 + e): for negative x the rounding of 1 + e would cost half a unit more.
        float numerator = x < 0 ? e : 1;
        return numerator - numerator * (e / (1 + e));
    }

    /** With fused multiply-adds, for machines that have them: a third less to do. */
    static float fusedSigmoid(float x) {
        float negative = -Math.abs(x);
        float clamped = negative < LOWEST ? LOWEST : negative;
        float shifted = Math.fma(clamped, LOG2_E, ROUND_RAISED);
        float n = shifted - ROUND_RAISED;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, clamped));
        float r2 = r * r;
        float high = Math.fma(r2, Q4, Math.fma(r, Q3, Q2));
        float p = Math.fma(r2, Math.fma(high, r2, Math.fma(r, Q1, Q0)), r);
        float e = (1 + p) * Float.intBitsToFloat(Float.floatToRawIntBits(shifted) << 23) * LOWER;
        float numerator = x < 0 ? e : 1;
        return numerator - numerator * (e / (1 + e));
    }

    static float tanh(float x) {
        float magnitude = Math.abs(x);
        float clamped = magnitude > TANH_ONE ? TANH_ONE : magnitude;
        float large = 1 - 2 / (expOfModerate(clamped + clamped) + 1);
        float z = magnitude * magnitude;
        float t = (((T4 * z + T3) * z + T2) * z + T1) * z + T0;
        float small = magnitude + magnitude * z * t;
        return Math.copySign(magnitude < TANH_SMALL ? small : large, x);
    }

    /** exp for {@code |x| ≤ 80}, where 2^n is a normal number and one factor does. */
    static float expOfModerate(float x) {
        float shifted = x * LOG2_E + ROUND_NORMAL;
        float n = shifted - ROUND_NORMAL;
        float r = x - n * LN2_HIGH - n * LN2_LOW;
        return (1 + polynomial(r)) * Float.intBitsToFloat(Float.floatToRawIntBits(shifted) << 23);
    }

    /** {@code exp(r) − 1} for {@code |r| ≤ ln 2 / 2}. */
    static float polynomial(float r) {
        float r2 = r * r;
        return r + r2 * ((Q4 * r2 + (Q3 * r + Q2)) * r2 + (Q1 * r + Q0));
    }

    /** Multiplies by 2^n in two factors, so that neither overflows and a denormal result is rounded once. */
    static float scale(float value, float shifted) {
        int bits = Float.floatToRawIntBits(shifted);
        int half = bits >>> 1;
        return value * Float.intBitsToFloat(half << 23) * Float.intBitsToFloat((bits - half) << 23);
    }
}

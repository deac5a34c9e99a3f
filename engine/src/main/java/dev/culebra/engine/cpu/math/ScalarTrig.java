package dev.culebra.engine.cpu.math;

import static dev.culebra.engine.cpu.math.TrigTerms.*;

/** Sine and cosine in single precision; the vector version computes the same operations in the same order. */
final class ScalarTrig {
    private ScalarTrig() {}

    static float sin(float x) {
        if (!(Math.abs(x) < LARGE)) {
            return (float) Math.sin(x);
        }
        float result = quadrant(x, 0);
        return x == 0 ? x : result;
    }

    static float cos(float x) {
        return Math.abs(x) < LARGE ? quadrant(x, 1) : (float) Math.cos(x);
    }

    /** {@code sin(x + shift·π/2)}. */
    private static float quadrant(float x, int shift) {
        float shifted = x * TWO_OVER_PI + ROUND;
        double n = shifted - ROUND;
        float r = (float) ((x - n * HALF_PI_HIGH) - n * HALF_PI_LOW);
        int quadrant = Float.floatToRawIntBits(shifted) + shift;
        float z = r * r;
        float sin = r + r * z * ((S2 * z + S1) * z + S0);
        float cos = (z * z * ((C2 * z + C1) * z + C0) - 0.5f * z) + 1;
        float value = (quadrant & 1) == 0 ? sin : cos;
        return Float.intBitsToFloat(Float.floatToRawIntBits(value) ^ ((quadrant & 2) << 30));
    }
}

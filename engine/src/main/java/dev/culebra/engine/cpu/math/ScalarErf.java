package dev.culebra.engine.cpu.math;

import static dev.culebra.engine.cpu.math.ErfTerms.*;

/** The error function; the vector version computes the same operations in the same order. */
final class ScalarErf {
    private ScalarErf() {}

    static float erf(float x) {
        float a = Math.abs(x);
        float z = a * a;
        float z2 = z * z;
        float p = ((P6 * z2 + (P5 * z + P4)) * z2 + (P3 * z + P2)) * z2 + (P1 * z + P0);
        float small = a + a * p;
        float c = a > ONE ? ONE : a;
        float c2 = c * c;
        float l = ((L6 * c2 + (L5 * c + L4)) * c2 + (L3 * c + L2)) * c2 + (L1 * c + L0);
        float large = 1 - ScalarExp.expOfModerate(l);
        return Math.copySign(a < SMALL ? small : large, x);
    }

    static double erf(double x) {
        double a = Math.abs(x);
        return Math.copySign(a < DOUBLE_SMALL ? small(a) : large(a), x);
    }

    private static double small(double a) {
        double z = a * a;
        double low = ((((A5 * z + A4) * z + A3) * z + A2) * z + A1) * z + A0;
        double high = ((((A11 * z + A10) * z + A9) * z + A8) * z + A7) * z + A6;
        double z3 = z * z * z;
        return a + a * (high * (z3 * z3) + low);
    }

    private static double large(double a) {
        double c = a > DOUBLE_ONE ? DOUBLE_ONE : a;
        double t = (c - 2) / (c + 2);
        double low = (((((R6 * t + R5) * t + R4) * t + R3) * t + R2) * t + R1) * t + R0;
        double high = (((((R13 * t + R12) * t + R11) * t + R10) * t + R9) * t + R8) * t + R7;
        double t2 = t * t;
        double tail = high * (t2 * t2 * t2 * t) + low;
        return 1 - ScalarDoubleExp.expOfModerate(-c * c) * tail;
    }
}

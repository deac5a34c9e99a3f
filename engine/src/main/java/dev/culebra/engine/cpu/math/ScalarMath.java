package dev.culebra.engine.cpu.math;

/**
 * The elementwise primitives in plain Java, for both floating types.
 *
 * <p>Own implementations without fused multiply-add, so that every processor, every vector width and the scalar code compute
 * the same bits; at most 2 units in the last place, 4 for {@code pow} and {@code erf}, over the whole range. The sine, cosine
 * and power of doubles are the platform's.
 *
 * <pre>{@code
 * ScalarMath.sigmoid(0f);       // 0.5f
 * ScalarMath.max(1f, Float.NaN); // NaN
 * }</pre>
 */
public final class ScalarMath {
    private ScalarMath() {}

    public static float neg(float x) {
        return -x;
    }

    public static double neg(double x) {
        return -x;
    }

    public static float abs(float x) {
        return Math.abs(x);
    }

    public static double abs(double x) {
        return Math.abs(x);
    }

    /** −1, 1, or +0 for zeros and NaN. */
    public static float sign(float x) {
        return x > 0 ? 1 : x < 0 ? -1 : 0;
    }

    /** −1, 1, or +0 for zeros and NaN. */
    public static double sign(double x) {
        return x > 0 ? 1 : x < 0 ? -1 : 0;
    }

    public static float floor(float x) {
        return (float) Math.floor(x);
    }

    public static double floor(double x) {
        return Math.floor(x);
    }

    public static float reciprocal(float x) {
        return 1 / x;
    }

    public static double reciprocal(double x) {
        return 1 / x;
    }

    public static float sqrt(float x) {
        return (float) Math.sqrt(x);
    }

    public static double sqrt(double x) {
        return Math.sqrt(x);
    }

    public static float rsqrt(float x) {
        return 1 / (float) Math.sqrt(x);
    }

    public static double rsqrt(double x) {
        return 1 / Math.sqrt(x);
    }

    public static float exp(float x) {
        return ScalarExp.exp(x);
    }

    public static double exp(double x) {
        return ScalarDoubleExp.exp(x);
    }

    public static float expm1(float x) {
        return ScalarExp.expm1(x);
    }

    public static double expm1(double x) {
        return ScalarDoubleExp.expm1(x);
    }

    public static float log(float x) {
        return ScalarLog.log(x);
    }

    public static double log(double x) {
        return ScalarDoubleLog.log(x);
    }

    public static float log1p(float x) {
        return ScalarLog.log1p(x);
    }

    public static double log1p(double x) {
        return ScalarDoubleLog.log1p(x);
    }

    public static float sin(float x) {
        return ScalarTrig.sin(x);
    }

    public static double sin(double x) {
        return Math.sin(x);
    }

    public static float cos(float x) {
        return ScalarTrig.cos(x);
    }

    public static double cos(double x) {
        return Math.cos(x);
    }

    public static float tanh(float x) {
        return ScalarExp.tanh(x);
    }

    public static double tanh(double x) {
        return ScalarDoubleExp.tanh(x);
    }

    public static float sigmoid(float x) {
        return ScalarExp.sigmoid(x);
    }

    /** With fused multiply-adds; slow on a machine that has none. */
    public static float fusedSigmoid(float x) {
        return ScalarExp.fusedSigmoid(x);
    }

    public static double sigmoid(double x) {
        return ScalarDoubleExp.sigmoid(x);
    }

    public static float erf(float x) {
        return ScalarErf.erf(x);
    }

    public static double erf(double x) {
        return ScalarErf.erf(x);
    }

    /** Special values as in C99, Annex F.9.4.4. */
    public static float pow(float x, float y) {
        return ScalarPow.pow(x, y);
    }

    /** Special values as in C99, Annex F.9.4.4. */
    public static double pow(double x, double y) {
        return ScalarPow.pow(x, y);
    }

    /** NaN if either is; +0 is larger than −0. */
    public static float max(float x, float y) {
        return Math.max(x, y);
    }

    /** NaN if either is; +0 is larger than −0. */
    public static double max(double x, double y) {
        return Math.max(x, y);
    }

    /** NaN if either is; −0 is smaller than +0. */
    public static float min(float x, float y) {
        return Math.min(x, y);
    }

    /** NaN if either is; −0 is smaller than +0. */
    public static double min(double x, double y) {
        return Math.min(x, y);
    }

    public static float add(float x, float y) {
        return x + y;
    }

    public static float sub(float x, float y) {
        return x - y;
    }

    public static float mul(float x, float y) {
        return x * y;
    }

    public static float div(float x, float y) {
        return x / y;
    }

    public static boolean eq(float x, float y) {
        return x == y;
    }

    public static boolean ne(float x, float y) {
        return x != y;
    }

    public static boolean lt(float x, float y) {
        return x < y;
    }

    public static boolean le(float x, float y) {
        return x <= y;
    }

    public static boolean gt(float x, float y) {
        return x > y;
    }

    public static boolean ge(float x, float y) {
        return x >= y;
    }

    /** Whether x counts as true: not zero, so NaN too. */
    public static boolean truth(float x) {
        return x != 0;
    }

    public static float select(boolean condition, float x, float y) {
        return condition ? x : y;
    }

    public static double add(double x, double y) {
        return x + y;
    }

    public static double sub(double x, double y) {
        return x - y;
    }

    public static double mul(double x, double y) {
        return x * y;
    }

    public static double div(double x, double y) {
        return x / y;
    }

    public static boolean eq(double x, double y) {
        return x == y;
    }

    public static boolean ne(double x, double y) {
        return x != y;
    }

    public static boolean lt(double x, double y) {
        return x < y;
    }

    public static boolean le(double x, double y) {
        return x <= y;
    }

    public static boolean gt(double x, double y) {
        return x > y;
    }

    public static boolean ge(double x, double y) {
        return x >= y;
    }

    /** Whether x counts as true: not zero, so NaN too. */
    public static boolean truth(double x) {
        return x != 0;
    }

    public static double select(boolean condition, double x, double y) {
        return condition ? x : y;
    }
}

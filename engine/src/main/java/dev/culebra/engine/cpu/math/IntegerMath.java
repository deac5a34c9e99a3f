package dev.culebra.engine.cpu.math;

/**
 * The elementwise primitives that are exact on integers, in 64 bits, wrapping around.
 *
 * <pre>{@code
 * IntegerMath.max(3, 5);   // 5
 * }</pre>
 */
public final class IntegerMath {
    private IntegerMath() {}

    public static long add(long x, long y) {
        return x + y;
    }

    public static long sub(long x, long y) {
        return x - y;
    }

    public static long mul(long x, long y) {
        return x * y;
    }

    public static long max(long x, long y) {
        return Math.max(x, y);
    }

    public static long min(long x, long y) {
        return Math.min(x, y);
    }

    public static long neg(long x) {
        return -x;
    }

    public static long abs(long x) {
        return Math.abs(x);
    }

    public static long sign(long x) {
        return Long.signum(x);
    }

    public static boolean eq(long x, long y) {
        return x == y;
    }

    public static boolean ne(long x, long y) {
        return x != y;
    }

    public static boolean lt(long x, long y) {
        return x < y;
    }

    public static boolean le(long x, long y) {
        return x <= y;
    }

    public static boolean gt(long x, long y) {
        return x > y;
    }

    public static boolean ge(long x, long y) {
        return x >= y;
    }

    public static boolean truth(long x) {
        return x != 0;
    }

    public static long select(boolean condition, long x, long y) {
        return condition ? x : y;
    }
}

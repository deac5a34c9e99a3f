package dev.culebra.engine.contract;

import dev.culebra.engine.DType;

/** Distance between two numbers in units in the last place. */
final class Ulps {
    private Ulps() {}

    /** Numbers of the type that lie between the two, plus one; infinity follows the largest number; equal NaNs are 0. */
    static double between(DType dtype, double a, double b) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Double.isNaN(a) && Double.isNaN(b) ? 0 : Double.POSITIVE_INFINITY;
        }
        return switch (dtype) {
            case F32 -> Math.abs((double) rank((float) a) - rank((float) b));
            case F64 -> {
                long x = rank(a);
                long y = rank(b);
                yield x < 0 == y < 0 ? Math.abs(x - y) : Math.abs((double) x - (double) y);
            }
            case I32, I64, U8, BOOL -> Math.abs(a - b);
        };
    }

    /** Size of the last place of a number. */
    static double of(DType dtype, double value) {
        return dtype == DType.F32 ? Math.ulp((float) value) : Math.ulp(value);
    }

    /** Half of the last place of 1: the largest relative error of one rounding. */
    static double roundoff(DType dtype) {
        return dtype == DType.F32 ? 0x1p-24 : 0x1p-53;
    }

    private static int rank(float value) {
        int bits = Float.floatToIntBits(value);
        return bits < 0 ? Integer.MIN_VALUE - bits : bits;
    }

    private static long rank(double value) {
        long bits = Double.doubleToLongBits(value);
        return bits < 0 ? Long.MIN_VALUE - bits : bits;
    }
}

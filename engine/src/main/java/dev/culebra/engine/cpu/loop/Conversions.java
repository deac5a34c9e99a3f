package dev.culebra.engine.cpu.loop;

/**
 * From the type of the arithmetic to that of an output's elements, called by generated code by the name of the dtype. Floating
 * to integer truncates toward zero and saturates; integer to a narrower integer keeps the low bits.
 */
final class Conversions {
    private Conversions() {}

    static float toF32(float value) {
        return value;
    }

    static float toF32(double value) {
        return (float) value;
    }

    static double toF64(double value) {
        return value;
    }

    static int toI32(float value) {
        return (int) value;
    }

    static int toI32(double value) {
        return (int) value;
    }

    static int toI32(long value) {
        return (int) value;
    }

    static long toI64(float value) {
        return (long) value;
    }

    static long toI64(double value) {
        return (long) value;
    }

    static long toI64(long value) {
        return value;
    }

    static int toU8(float value) {
        return Math.clamp((int) value, 0, 255);
    }

    static int toU8(double value) {
        return Math.clamp((int) value, 0, 255);
    }

    static int toU8(long value) {
        return (int) value;
    }

    static int toBOOL(boolean value) {
        return value ? 1 : 0;
    }
}

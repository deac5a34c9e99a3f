package dev.culebra.engine.cpu.move;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.engine.DType;
import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;

/** Runs of floating elements as {@code double}. */
final class Reals {
    private static final int U8_MAX = 255;

    private Reals() {}

    /** Loads {@code count} elements of a floating type. */
    static void load(DType dtype, MemorySegment from, long at, long stride, double[] strip, int count) {
        if (dtype == DType.F32) {
            for (int i = 0; i < count; i++) {
                strip[i] = NativeSegments.cast(from).getAtIndex(JAVA_FLOAT, at + i * stride);
            }
        } else {
            for (int i = 0; i < count; i++) {
                strip[i] = NativeSegments.cast(from).getAtIndex(JAVA_DOUBLE, at + i * stride);
            }
        }
    }

    /** Stores {@code count} elements as any type: truncating toward zero and saturating where it is an integer. */
    static void store(double[] strip, int count, DType dtype, MemorySegment to, long at, long stride) {
        switch (dtype) {
            case F32 -> {
                for (int i = 0; i < count; i++) {
                    NativeSegments.cast(to).setAtIndex(JAVA_FLOAT, at + i * stride, (float) strip[i]);
                }
            }
            case F64 -> {
                for (int i = 0; i < count; i++) {
                    NativeSegments.cast(to).setAtIndex(JAVA_DOUBLE, at + i * stride, strip[i]);
                }
            }
            case I32 -> {
                for (int i = 0; i < count; i++) {
                    NativeSegments.cast(to).setAtIndex(JAVA_INT, at + i * stride, (int) strip[i]);
                }
            }
            case I64 -> {
                for (int i = 0; i < count; i++) {
                    NativeSegments.cast(to).setAtIndex(JAVA_LONG, at + i * stride, (long) strip[i]);
                }
            }
            case U8 -> {
                for (int i = 0; i < count; i++) {
                    NativeSegments.cast(to).set(JAVA_BYTE, at + i * stride,
                            (byte) Math.clamp((int) strip[i], 0, U8_MAX));
                }
            }
            case BOOL -> {
                for (int i = 0; i < count; i++) {
                    NativeSegments.cast(to).set(JAVA_BYTE, at + i * stride, (byte) (strip[i] != 0 ? 1 : 0));
                }
            }
        }
    }
}

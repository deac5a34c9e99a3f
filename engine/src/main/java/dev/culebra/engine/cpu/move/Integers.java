package dev.culebra.engine.cpu.move;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.engine.DType;
import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;

/** Runs of integer elements as {@code long}. */
public final class Integers {
    private Integers() {}

    /** Loads {@code count} elements of an integer type or BOOL. */
    static void load(DType dtype, MemorySegment from, long at, long stride, long[] strip, int count) {
        switch (dtype) {
            case I64 -> {
                for (int i = 0; i < count; i++) {
                    strip[i] = NativeSegments.cast(from).getAtIndex(JAVA_LONG, at + i * stride);
                }
            }
            case I32 -> {
                for (int i = 0; i < count; i++) {
                    strip[i] = NativeSegments.cast(from).getAtIndex(JAVA_INT, at + i * stride);
                }
            }
            case U8, BOOL -> {
                for (int i = 0; i < count; i++) {
                    strip[i] = Byte.toUnsignedLong(NativeSegments.cast(from).get(JAVA_BYTE, at + i * stride));
                }
            }
            case F32, F64 -> throw new IllegalArgumentException("integers: " + dtype + " is not an integer type");
        }
    }

    /** Stores one element as an integer type or BOOL: the low bits, or 1 where it is not 0. */
    public static void store(long value, DType dtype, MemorySegment to, long at) {
        switch (dtype) {
            case I64 -> NativeSegments.cast(to).setAtIndex(JAVA_LONG, at, value);
            case I32 -> NativeSegments.cast(to).setAtIndex(JAVA_INT, at, (int) value);
            case U8 -> NativeSegments.cast(to).set(JAVA_BYTE, at, (byte) value);
            case BOOL -> NativeSegments.cast(to).set(JAVA_BYTE, at, (byte) (value != 0 ? 1 : 0));
            case F32, F64 -> throw new IllegalArgumentException("integers: " + dtype + " is not an integer type");
        }
    }

    /** Stores {@code count} elements as any type: the low bits where it is a narrower integer. */
    static void store(long[] strip, int count, DType dtype, MemorySegment to, long at, long stride) {
        switch (dtype) {
            case F32 -> {
                for (int i = 0; i < count; i++) {
                    NativeSegments.cast(to).setAtIndex(JAVA_FLOAT, at + i * stride, strip[i]);
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
                    NativeSegments.cast(to).setAtIndex(JAVA_LONG, at + i * stride, strip[i]);
                }
            }
            case U8 -> {
                for (int i = 0; i < count; i++) {
                    NativeSegments.cast(to).set(JAVA_BYTE, at + i * stride, (byte) strip[i]);
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

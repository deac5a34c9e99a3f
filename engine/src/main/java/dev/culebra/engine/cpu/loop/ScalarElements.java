package dev.culebra.engine.cpu.loop;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Loads and stores of single elements, called by generated code by the name of their dtype. */
final class ScalarElements {
    private ScalarElements() {}

    static float loadF32(MemorySegment segment, long offset) {
        return NativeSegments.cast(segment).get(ValueLayout.JAVA_FLOAT_UNALIGNED, offset);
    }

    static double loadF64(MemorySegment segment, long offset) {
        return NativeSegments.cast(segment).get(ValueLayout.JAVA_DOUBLE_UNALIGNED, offset);
    }

    static int loadI32(MemorySegment segment, long offset) {
        return NativeSegments.cast(segment).get(ValueLayout.JAVA_INT_UNALIGNED, offset);
    }

    static long loadI64(MemorySegment segment, long offset) {
        return NativeSegments.cast(segment).get(ValueLayout.JAVA_LONG_UNALIGNED, offset);
    }

    static int loadU8(MemorySegment segment, long offset) {
        return NativeSegments.cast(segment).get(ValueLayout.JAVA_BYTE, offset) & 0xff;
    }

    static int loadBOOL(MemorySegment segment, long offset) {
        return NativeSegments.cast(segment).get(ValueLayout.JAVA_BYTE, offset);
    }

    static void storeF32(float value, MemorySegment segment, long offset) {
        NativeSegments.cast(segment).set(ValueLayout.JAVA_FLOAT_UNALIGNED, offset, value);
    }

    static void storeF32(double value, MemorySegment segment, long offset) {
        NativeSegments.cast(segment).set(ValueLayout.JAVA_FLOAT_UNALIGNED, offset, (float) value);
    }

    static void storeF64(double value, MemorySegment segment, long offset) {
        NativeSegments.cast(segment).set(ValueLayout.JAVA_DOUBLE_UNALIGNED, offset, value);
    }

    static void storeI32(float value, MemorySegment segment, long offset) {
        NativeSegments.cast(segment).set(ValueLayout.JAVA_INT_UNALIGNED, offset, (int) value);
    }

    static void storeI32(double value, MemorySegment segment, long offset) {
        NativeSegments.cast(segment).set(ValueLayout.JAVA_INT_UNALIGNED, offset, (int) value);
    }

    static void storeI32(long value, MemorySegment segment, long offset) {
        NativeSegments.cast(segment).set(ValueLayout.JAVA_INT_UNALIGNED, offset, (int) value);
    }

    static void storeI64(float value, MemorySegment segment, long offset) {
        NativeSegments.cast(segment).set(ValueLayout.JAVA_LONG_UNALIGNED, offset, (long) value);
    }

    static void storeI64(double value, MemorySegment segment, long offset) {
        NativeSegments.cast(segment).set(ValueLayout.JAVA_LONG_UNALIGNED, offset, (long) value);
    }

    static void storeI64(long value, MemorySegment segment, long offset) {
        NativeSegments.cast(segment).set(ValueLayout.JAVA_LONG_UNALIGNED, offset, value);
    }

    static void storeU8(float value, MemorySegment segment, long offset) {
        NativeSegments.cast(segment).set(ValueLayout.JAVA_BYTE, offset, (byte) Math.clamp((long) value, 0, 255));
    }

    static void storeU8(double value, MemorySegment segment, long offset) {
        NativeSegments.cast(segment).set(ValueLayout.JAVA_BYTE, offset, (byte) Math.clamp((long) value, 0, 255));
    }

    static void storeU8(long value, MemorySegment segment, long offset) {
        NativeSegments.cast(segment).set(ValueLayout.JAVA_BYTE, offset, (byte) value);
    }

    static void storeBOOL(boolean value, MemorySegment segment, long offset) {
        NativeSegments.cast(segment).set(ValueLayout.JAVA_BYTE, offset, (byte) (value ? 1 : 0));
    }
}

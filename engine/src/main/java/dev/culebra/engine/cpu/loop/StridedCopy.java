package dev.culebra.engine.cpu.loop;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Copies between arrays and elements of native memory that are a fixed number of bytes apart. */
final class StridedCopy {
    private StridedCopy() {}

    static void load(MemorySegment segment, long offset, long stride, Object array, int count) {
        switch (array) {
            case float[] floats -> load(segment, offset, stride, floats, count);
            case double[] doubles -> load(segment, offset, stride, doubles, count);
            case int[] ints -> load(segment, offset, stride, ints, count);
            case long[] longs -> load(segment, offset, stride, longs, count);
            case byte[] bytes -> load(segment, offset, stride, bytes, count);
            default -> throw new IllegalStateException("map: no array of elements: " + array.getClass());
        }
    }

    static void store(Object array, MemorySegment segment, long offset, long stride, int count) {
        switch (array) {
            case float[] floats -> store(floats, segment, offset, stride, count);
            case double[] doubles -> store(doubles, segment, offset, stride, count);
            case int[] ints -> store(ints, segment, offset, stride, count);
            case long[] longs -> store(longs, segment, offset, stride, count);
            case byte[] bytes -> store(bytes, segment, offset, stride, count);
            default -> throw new IllegalStateException("map: no array of elements: " + array.getClass());
        }
    }

    private static void load(MemorySegment segment, long offset, long stride, float[] array, int count) {
        for (int i = 0; i < count; i++) {
            array[i] = NativeSegments.cast(segment).get(ValueLayout.JAVA_FLOAT_UNALIGNED, offset + i * stride);
        }
    }

    private static void store(float[] array, MemorySegment segment, long offset, long stride, int count) {
        for (int i = 0; i < count; i++) {
            NativeSegments.cast(segment).set(ValueLayout.JAVA_FLOAT_UNALIGNED, offset + i * stride, array[i]);
        }
    }

    private static void load(MemorySegment segment, long offset, long stride, double[] array, int count) {
        for (int i = 0; i < count; i++) {
            array[i] = NativeSegments.cast(segment).get(ValueLayout.JAVA_DOUBLE_UNALIGNED, offset + i * stride);
        }
    }

    private static void store(double[] array, MemorySegment segment, long offset, long stride, int count) {
        for (int i = 0; i < count; i++) {
            NativeSegments.cast(segment).set(ValueLayout.JAVA_DOUBLE_UNALIGNED, offset + i * stride, array[i]);
        }
    }

    private static void load(MemorySegment segment, long offset, long stride, int[] array, int count) {
        for (int i = 0; i < count; i++) {
            array[i] = NativeSegments.cast(segment).get(ValueLayout.JAVA_INT_UNALIGNED, offset + i * stride);
        }
    }

    private static void store(int[] array, MemorySegment segment, long offset, long stride, int count) {
        for (int i = 0; i < count; i++) {
            NativeSegments.cast(segment).set(ValueLayout.JAVA_INT_UNALIGNED, offset + i * stride, array[i]);
        }
    }

    private static void load(MemorySegment segment, long offset, long stride, long[] array, int count) {
        for (int i = 0; i < count; i++) {
            array[i] = NativeSegments.cast(segment).get(ValueLayout.JAVA_LONG_UNALIGNED, offset + i * stride);
        }
    }

    private static void store(long[] array, MemorySegment segment, long offset, long stride, int count) {
        for (int i = 0; i < count; i++) {
            NativeSegments.cast(segment).set(ValueLayout.JAVA_LONG_UNALIGNED, offset + i * stride, array[i]);
        }
    }

    private static void load(MemorySegment segment, long offset, long stride, byte[] array, int count) {
        for (int i = 0; i < count; i++) {
            array[i] = NativeSegments.cast(segment).get(ValueLayout.JAVA_BYTE, offset + i * stride);
        }
    }

    private static void store(byte[] array, MemorySegment segment, long offset, long stride, int count) {
        for (int i = 0; i < count; i++) {
            NativeSegments.cast(segment).set(ValueLayout.JAVA_BYTE, offset + i * stride, array[i]);
        }
    }
}

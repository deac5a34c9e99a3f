package dev.culebra.engine.cpu.loop;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Loads of single elements, called by generated code by the name of their dtype. */
final class SegmentElements {
    private SegmentElements() {}

    static float loadF32(MemorySegment segment, long offset) {
        return NativeSegments.unowned(segment).get(ValueLayout.JAVA_FLOAT_UNALIGNED, offset);
    }

    static double loadF64(MemorySegment segment, long offset) {
        return NativeSegments.unowned(segment).get(ValueLayout.JAVA_DOUBLE_UNALIGNED, offset);
    }

    static int loadI32(MemorySegment segment, long offset) {
        return NativeSegments.unowned(segment).get(ValueLayout.JAVA_INT_UNALIGNED, offset);
    }

    static long loadI64(MemorySegment segment, long offset) {
        return NativeSegments.unowned(segment).get(ValueLayout.JAVA_LONG_UNALIGNED, offset);
    }

    static int loadU8(MemorySegment segment, long offset) {
        return NativeSegments.unowned(segment).get(ValueLayout.JAVA_BYTE, offset) & 0xff;
    }

    static int loadBOOL(MemorySegment segment, long offset) {
        return NativeSegments.unowned(segment).get(ValueLayout.JAVA_BYTE, offset);
    }
}

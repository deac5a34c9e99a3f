package dev.culebra.engine.cpu.move;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.culebra.engine.DType;
import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;

/**
 * Converts runs of elements from one type to another by way of the wide type of its kind: from floating by {@code double},
 * from integer by {@code long}; either holds every element exactly, so nothing is rounded twice.
 */
record Conversion(DType from, DType to) {
    private static final int STRIP = 512;
    private static final int FLOATS = 1 << 16;

    /** Converts {@code count} elements; positions and strides in elements. */
    void run(MemorySegment source, long at, long stride, MemorySegment target, long targetAt, long targetStride,
            long count) {
        if (from == DType.U8 && to == DType.F32 && stride == 1 && targetStride == 1) {
            bytesToFloats(source, at, target, targetAt, count);
        } else if (from.isFloating()) {
            double[] strip = new double[(int) Math.min(STRIP, count)];
            for (long done = 0; done < count; done += STRIP) {
                int length = (int) Math.min(STRIP, count - done);
                Reals.load(from, source, at + done * stride, stride, strip, length);
                Reals.store(strip, length, to, target, targetAt + done * targetStride, targetStride);
            }
        } else {
            long[] strip = new long[(int) Math.min(STRIP, count)];
            for (long done = 0; done < count; done += STRIP) {
                int length = (int) Math.min(STRIP, count - done);
                Integers.load(from, source, at + done * stride, stride, strip, length);
                Integers.store(strip, length, to, target, targetAt + done * targetStride, targetStride);
            }
        }
    }

    /** What every image goes through, in a form that the JIT compiler makes vectors of. */
    private static void bytesToFloats(MemorySegment source, long at, MemorySegment target, long targetAt, long count) {
        for (long done = 0; done < count; done += FLOATS) {
            int length = (int) Math.min(FLOATS, count - done);
            for (int i = 0; i < length; i++) {
                int value = Byte.toUnsignedInt(NativeSegments.cast(source).get(JAVA_BYTE, at + done + i));
                NativeSegments.cast(target).setAtIndex(JAVA_FLOAT, targetAt + done + i, value);
            }
        }
    }
}

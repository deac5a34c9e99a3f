package dev.culebra.engine.cpu.move;

import dev.culebra.engine.DType;
import java.lang.foreign.MemorySegment;

/**
 * Converts runs of elements from one type to another by way of the wide type of its kind: from floating by {@code double},
 * from integer by {@code long}; either holds every element exactly, so nothing is rounded twice.
 */
record Conversion(DType from, DType to) {
    private static final int STRIP = 512;

    /** Converts {@code count} elements; positions and strides in elements. */
    void run(MemorySegment source, long at, long stride, MemorySegment target, long targetAt, long targetStride,
            long count) {
        if (from.isFloating()) {
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
}

package dev.culebra.engine.cpu.move;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;

/** Adds F32 by plain loops. */
final class FloatAddition implements Addition {
    @Override
    public void add(MemorySegment from, long source, long sourceStride, MemorySegment to, long target,
            long targetStride,
            long count) {
        MemorySegment in = NativeSegments.cast(from);
        MemorySegment out = NativeSegments.cast(to);
        for (long i = 0; i < count; i++) {
            long at = (target + i * targetStride) * Float.BYTES;
            float added = in.get(JAVA_FLOAT_UNALIGNED, (source + i * sourceStride) * Float.BYTES);
            out.set(JAVA_FLOAT_UNALIGNED, at, out.get(JAVA_FLOAT_UNALIGNED, at) + added);
        }
    }

    @Override
    public void addByIndex(MemorySegment from, long source, MemorySegment index, long numbers, MemorySegment to,
            long target,
            long toStride, long count) {
        MemorySegment in = NativeSegments.cast(from);
        MemorySegment list = NativeSegments.cast(index);
        MemorySegment out = NativeSegments.cast(to);
        for (long i = 0; i < count; i++) {
            long number = list.get(JAVA_LONG_UNALIGNED, (numbers + i) * Long.BYTES);
            long at = (target + i + number * toStride) * Float.BYTES;
            float added = in.get(JAVA_FLOAT_UNALIGNED, (source + i) * Float.BYTES);
            out.set(JAVA_FLOAT_UNALIGNED, at, out.get(JAVA_FLOAT_UNALIGNED, at) + added);
        }
    }
}

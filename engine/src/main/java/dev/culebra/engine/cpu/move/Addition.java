package dev.culebra.engine.cpu.move;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.engine.DType;
import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;

/** Adds one run of elements to another of the same type. Positions and strides are in elements. */
@FunctionalInterface
public interface Addition {
    /** Adds {@code count} elements to those at {@code target}. */
    void add(MemorySegment from, long source, long sourceStride, MemorySegment to, long target, long targetStride,
            long count);

    /**
     * Plain loops.
     *
     * @param dtype F32, F64, I32 or I64
     */
    static Addition of(DType dtype) {
        return switch (dtype) {
            case F32 -> Addition::addFloats;
            case F64 -> Addition::addDoubles;
            case I32 -> Addition::addInts;
            case I64 -> Addition::addLongs;
            case U8, BOOL -> throw new IllegalArgumentException("scatterAdd: there is no sum of " + dtype);
        };
    }

    private static void addFloats(MemorySegment from, long source, long sourceStride, MemorySegment to, long target,
            long targetStride, long count) {
        for (long i = 0; i < count; i++) {
            long at = target + i * targetStride;
            float added = NativeSegments.cast(from).getAtIndex(JAVA_FLOAT, source + i * sourceStride);
            NativeSegments.cast(to).setAtIndex(JAVA_FLOAT, at,
                    NativeSegments.cast(to).getAtIndex(JAVA_FLOAT, at) + added);
        }
    }

    private static void addDoubles(MemorySegment from, long source, long sourceStride, MemorySegment to, long target,
            long targetStride, long count) {
        for (long i = 0; i < count; i++) {
            long at = target + i * targetStride;
            double added = NativeSegments.cast(from).getAtIndex(JAVA_DOUBLE, source + i * sourceStride);
            NativeSegments.cast(to).setAtIndex(JAVA_DOUBLE, at,
                    NativeSegments.cast(to).getAtIndex(JAVA_DOUBLE, at) + added);
        }
    }

    private static void addInts(MemorySegment from, long source, long sourceStride, MemorySegment to, long target,
            long targetStride, long count) {
        for (long i = 0; i < count; i++) {
            long at = target + i * targetStride;
            int added = NativeSegments.cast(from).getAtIndex(JAVA_INT, source + i * sourceStride);
            NativeSegments.cast(to).setAtIndex(JAVA_INT, at, NativeSegments.cast(to).getAtIndex(JAVA_INT, at) + added);
        }
    }

    private static void addLongs(MemorySegment from, long source, long sourceStride, MemorySegment to, long target,
            long targetStride, long count) {
        for (long i = 0; i < count; i++) {
            long at = target + i * targetStride;
            long added = NativeSegments.cast(from).getAtIndex(JAVA_LONG, source + i * sourceStride);
            NativeSegments.cast(to).setAtIndex(JAVA_LONG, at,
                    NativeSegments.cast(to).getAtIndex(JAVA_LONG, at) + added);
        }
    }
}

package dev.culebra.engine.cpu.move;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.engine.DType;
import java.lang.foreign.MemorySegment;

/** Adds one run of elements to another of the same type. Positions and strides are in elements. */
@FunctionalInterface
interface Addition {
    void add(MemorySegment from, long source, long sourceStride, MemorySegment to, long target, long targetStride,
            long count);

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
            float added = from.getAtIndex(JAVA_FLOAT, source + i * sourceStride);
            to.setAtIndex(JAVA_FLOAT, at, to.getAtIndex(JAVA_FLOAT, at) + added);
        }
    }

    private static void addDoubles(MemorySegment from, long source, long sourceStride, MemorySegment to, long target,
            long targetStride, long count) {
        for (long i = 0; i < count; i++) {
            long at = target + i * targetStride;
            double added = from.getAtIndex(JAVA_DOUBLE, source + i * sourceStride);
            to.setAtIndex(JAVA_DOUBLE, at, to.getAtIndex(JAVA_DOUBLE, at) + added);
        }
    }

    private static void addInts(MemorySegment from, long source, long sourceStride, MemorySegment to, long target,
            long targetStride, long count) {
        for (long i = 0; i < count; i++) {
            long at = target + i * targetStride;
            int added = from.getAtIndex(JAVA_INT, source + i * sourceStride);
            to.setAtIndex(JAVA_INT, at, to.getAtIndex(JAVA_INT, at) + added);
        }
    }

    private static void addLongs(MemorySegment from, long source, long sourceStride, MemorySegment to, long target,
            long targetStride, long count) {
        for (long i = 0; i < count; i++) {
            long at = target + i * targetStride;
            long added = from.getAtIndex(JAVA_LONG, source + i * sourceStride);
            to.setAtIndex(JAVA_LONG, at, to.getAtIndex(JAVA_LONG, at) + added);
        }
    }
}

package dev.culebra.engine.cpu.move;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.engine.DType;
import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;

/** Moves elements of one size as bits, whatever they mean. Positions and strides are in elements. */
public enum Width {
    /** {@link DType#U8} and {@link DType#BOOL}. */
    ONE(1) {
        @Override
        void copyStrided(MemorySegment from, long source, long sourceStride, MemorySegment to, long target,
                long targetStride, long count) {
            for (long i = 0; i < count; i++) {
                NativeSegments.cast(to).set(JAVA_BYTE, target + i * targetStride,
                        NativeSegments.cast(from).get(JAVA_BYTE, source + i * sourceStride));
            }
        }
    },
    /** {@link DType#F32} and {@link DType#I32}. */
    FOUR(4) {
        @Override
        void copyStrided(MemorySegment from, long source, long sourceStride, MemorySegment to, long target,
                long targetStride, long count) {
            for (long i = 0; i < count; i++) {
                NativeSegments.cast(to).setAtIndex(JAVA_INT, target + i * targetStride,
                        NativeSegments.cast(from).getAtIndex(JAVA_INT, source + i
                                * sourceStride));
            }
        }
    },
    /** {@link DType#F64} and {@link DType#I64}. */
    EIGHT(8) {
        @Override
        void copyStrided(MemorySegment from, long source, long sourceStride, MemorySegment to, long target,
                long targetStride, long count) {
            for (long i = 0; i < count; i++) {
                NativeSegments.cast(to).setAtIndex(JAVA_LONG, target + i * targetStride,
                        NativeSegments.cast(from).getAtIndex(JAVA_LONG, source + i
                                * sourceStride));
            }
        }
    };

    private static final int SHORT_RUN_BYTES = 64;

    private final int bytes;

    Width(int bytes) {
        this.bytes = bytes;
    }

    /** The width of a type's elements. */
    public static Width of(DType dtype) {
        return switch (dtype) {
            case U8, BOOL -> ONE;
            case F32, I32 -> FOUR;
            case F64, I64 -> EIGHT;
        };
    }

    int bytes() {
        return bytes;
    }

    /** Copies a run of {@code count} elements. */
    public final void copy(MemorySegment from, long source, long sourceStride, MemorySegment to, long target,
            long targetStride, long count) {
        // A bulk copy has to be worth its checks.
        if (sourceStride == 1 && targetStride == 1 && count * bytes > SHORT_RUN_BYTES) {
            MemorySegment.copy(from, source * bytes, to, target * bytes, count * bytes);
        } else {
            copyStrided(from, source, sourceStride, to, target, targetStride, count);
        }
    }

    /** Copies a run of {@code count} elements one by one. */
    abstract void copyStrided(MemorySegment from, long source, long sourceStride, MemorySegment to, long target,
            long targetStride, long count);
}

package dev.culebra.engine.cpu.move;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

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

        @Override
        void gather(IndexedAxis list, long numbers, long numberStride, MemorySegment from, long source,
                long sourceStride, long fromStride, MemorySegment to, long target, long targetStride, long count) {
            MemorySegment in = NativeSegments.cast(from);
            MemorySegment out = NativeSegments.cast(to);
            MemorySegment index = NativeSegments.cast(list.segment());
            long size = list.size();
            if (numberStride == 1 && sourceStride == 1 && targetStride == 1) {
                for (long i = 0; i < count; i++) {
                    long number = index.get(JAVA_LONG_UNALIGNED, (numbers + i) * Long.BYTES);
                    if (number < 0 || number >= size) {
                        throw list.outside(numbers + i);
                    }
                    out.set(JAVA_BYTE, target + i, in.get(JAVA_BYTE, source + number * fromStride + i));
                }
                return;
            }
            for (long i = 0; i < count; i++) {
                long number = list.at(numbers + i * numberStride);
                out.set(JAVA_BYTE, target + i * targetStride,
                        in.get(JAVA_BYTE, source + number * fromStride + i * sourceStride));
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

        @Override
        void gather(IndexedAxis list, long numbers, long numberStride, MemorySegment from, long source,
                long sourceStride, long fromStride, MemorySegment to, long target, long targetStride, long count) {
            MemorySegment in = NativeSegments.cast(from);
            MemorySegment out = NativeSegments.cast(to);
            MemorySegment index = NativeSegments.cast(list.segment());
            long size = list.size();
            if (numberStride == 1 && sourceStride == 1 && targetStride == 1) {
                for (long i = 0; i < count; i++) {
                    long number = index.get(JAVA_LONG_UNALIGNED, (numbers + i) * Long.BYTES);
                    if (number < 0 || number >= size) {
                        throw list.outside(numbers + i);
                    }
                    out.set(JAVA_INT_UNALIGNED, (target + i) * Integer.BYTES,
                            in.get(JAVA_INT_UNALIGNED, (source + number * fromStride + i) * Integer.BYTES));
                }
                return;
            }
            for (long i = 0; i < count; i++) {
                long number = list.at(numbers + i * numberStride);
                out.set(JAVA_INT_UNALIGNED, (target + i * targetStride) * Integer.BYTES,
                        in.get(JAVA_INT_UNALIGNED, (source + number * fromStride + i * sourceStride) * Integer.BYTES));
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

        @Override
        void gather(IndexedAxis list, long numbers, long numberStride, MemorySegment from, long source,
                long sourceStride, long fromStride, MemorySegment to, long target, long targetStride, long count) {
            MemorySegment in = NativeSegments.cast(from);
            MemorySegment out = NativeSegments.cast(to);
            MemorySegment index = NativeSegments.cast(list.segment());
            long size = list.size();
            if (numberStride == 1 && sourceStride == 1 && targetStride == 1) {
                for (long i = 0; i < count; i++) {
                    long number = index.get(JAVA_LONG_UNALIGNED, (numbers + i) * Long.BYTES);
                    if (number < 0 || number >= size) {
                        throw list.outside(numbers + i);
                    }
                    out.set(JAVA_LONG_UNALIGNED, (target + i) * Long.BYTES,
                            in.get(JAVA_LONG_UNALIGNED, (source + number * fromStride + i) * Long.BYTES));
                }
                return;
            }
            for (long i = 0; i < count; i++) {
                long number = list.at(numbers + i * numberStride);
                out.set(JAVA_LONG_UNALIGNED, (target + i * targetStride) * Long.BYTES,
                        in.get(JAVA_LONG_UNALIGNED, (source + number * fromStride + i * sourceStride) * Long.BYTES));
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

    /** Whether a run of so many elements is worth a bulk copy with its checks. */
    boolean isLong(long count) {
        return count * bytes > SHORT_RUN_BYTES;
    }

    int bytes() {
        return bytes;
    }

    /** Copies a run of {@code count} elements. */
    public final void copy(MemorySegment from, long source, long sourceStride, MemorySegment to, long target,
            long targetStride, long count) {
        if (sourceStride == 1 && targetStride == 1 && isLong(count)) {
            MemorySegment.copy(from, source * bytes, to, target * bytes, count * bytes);
        } else {
            copyStrided(from, source, sourceStride, to, target, targetStride, count);
        }
    }

    /** Copies a run of {@code count} elements one by one. */
    abstract void copyStrided(MemorySegment from, long source, long sourceStride, MemorySegment to, long target,
            long targetStride, long count);

    /**
     * Takes a run of elements, each from the place along the source's indexed axis that an index has for it.
     *
     * @param numbers where the run's numbers stand in the index
     * @param fromStride from one place of the source to the next
     * @throws IndexOutOfBoundsException if a number lies outside the axis
     */
    abstract void gather(IndexedAxis list, long numbers, long numberStride, MemorySegment from, long source,
            long sourceStride, long fromStride, MemorySegment to, long target, long targetStride, long count);
}

package dev.culebra.engine.cpu.move;

import dev.culebra.engine.DType;
import java.lang.foreign.MemorySegment;

/** Adds one run of elements to another of the same type. Positions and strides are in elements. */
public interface Addition {
    /** Adds {@code count} elements to those at {@code target}. */
    void add(MemorySegment from, long source, long sourceStride, MemorySegment to, long target, long targetStride,
            long count);

    /**
     * Adds a row for each element of an index to the row of a table that it names, in the order of the index; only to rows from number
     * {@code lowest} to {@code highest}, exclusive.
     *
     * @param source where the row of element 0 of the index lies
     * @param target row 0 of the table
     */
    default void addRows(IndexedAxis list, long lowest, long highest, MemorySegment from, long source, long fromStride,
            long sourceStride, MemorySegment to, long target, long toStride, long targetStride, long count) {
        for (long i = 0; i < list.length(); i++) {
            long number = list.at(list.offset() + i * list.stride());
            if (number >= lowest && number < highest) {
                add(from, source + i * fromStride, sourceStride, to, target + number * toStride, targetStride, count);
            }
        }
    }

    /**
     * Adds each of a run of elements to one of a table, at the number that an index has for it. Elements, numbers and the places of
     * the table that have one number lie side by side.
     *
     * @param numbers where the run's numbers stand in the index
     * @param toStride from one number of the table to the next
     */
    void addByIndex(MemorySegment from, long source, MemorySegment index, long numbers, MemorySegment to, long target,
            long toStride, long count);

    /**
     * Plain loops.
     *
     * @param dtype F32, F64, I32 or I64
     */
    static Addition of(DType dtype) {
        return switch (dtype) {
            case F32 -> new FloatAddition();
            case F64 -> new DoubleAddition();
            case I32 -> new IntAddition();
            case I64 -> new LongAddition();
            case U8, BOOL -> throw new IllegalArgumentException("scatterAdd: there is no sum of " + dtype);
        };
    }
}

package dev.culebra.engine.cpu.reduce;

import dev.culebra.engine.Reduction;
import java.lang.foreign.MemorySegment;

/**
 * The innermost loops of reductions over one element type. Partial results have the element's type, or I64 for integers and
 * BOOL. Positions and strides are in elements.
 *
 * <p>A sum has a fixed order, which depends on the number of elements only: of {@link #longest()} elements, none goes through
 * more than 136 additions.
 */
public interface RowLoops {
    /** Elements that {@link #reduce} takes at a time, whatever the type. */
    int LONGEST = 4096;

    /** The most rows that {@link #reduceColumns} takes at a time. */
    int MOST_ROWS = 128;

    /** The most elements that {@link #reduce} takes at a time: the more, the less often memory has to wait for a result. */
    default int longest() {
        return LONGEST;
    }

    /**
     * Reduces a row to one partial result.
     *
     * @param reduction SUM, MAX or MIN
     * @param count 1 to {@link #longest()}
     */
    void reduce(Reduction reduction, MemorySegment in, long at, long stride, int count, MemorySegment out, long outAt);

    /**
     * Reduces each of some rows, {@code rowStride} apart, to one partial result; these are {@code outStride} apart.
     *
     * @param reduction SUM, MAX or MIN
     * @param count of one row, 1 to {@link #longest()}
     */
    default void reduceRows(Reduction reduction, MemorySegment in, long at, long rowStride, long rows, long stride,
            int count, MemorySegment out, long outAt, long outStride) {
        for (long row = 0; row < rows; row++) {
            reduce(reduction, in, at + row * rowStride, stride, count, out, outAt + row * outStride);
        }
    }

    /**
     * Reduces partial results that stand side by side to one.
     *
     * @param reduction SUM, MAX or MIN
     * @param count 1 to {@link #LONGEST}
     */
    void combine(Reduction reduction, MemorySegment partials, long at, int count, MemorySegment out, long outAt);

    /**
     * Reduces each of {@code width} neighbouring columns to one partial result, and writes these side by side.
     *
     * @param reduction SUM, MAX or MIN
     * @param rowStride from one row to the next
     * @param rows 1 to {@link #MOST_ROWS}
     * @throws UnsupportedOperationException unless {@link #hasColumns()}
     */
    void reduceColumns(Reduction reduction, MemorySegment in, long at, long rowStride, int rows, int width,
            MemorySegment out, long outAt);

    /** Whether {@link #reduceColumns} is there for this type. */
    boolean hasColumns();

    /**
     * The index of the largest or smallest element; the first of equal ones, a NaN before all others.
     *
     * @param reduction ARGMAX or ARGMIN
     * @param count at least 1
     */
    long indexOf(Reduction reduction, MemorySegment in, long at, long stride, long count);
}

package dev.culebra.engine.reference;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.culebra.engine.DType;
import dev.culebra.engine.Layout;
import dev.culebra.engine.View;
import java.lang.foreign.MemorySegment;

/**
 * The elements of a view, one at a time, as real or whole numbers: the definition of every conversion between dtypes.
 *
 * <pre>{@code
 * Cells cells = Cells.of(view);
 * cells.set(index, 0.5, new long[] {2, 3});
 * }</pre>
 *
 * @param memory the elements' bytes
 * @param layout where they stand
 * @param dtype their type
 */
public record Cells(MemorySegment memory, Layout layout, DType dtype) {
    static Cells of(View view) {
        return new Cells(((ReferenceStorage) view.storage()).segment(), view.layout(), view.dtype());
    }

    /** The place of an element in memory, in elements. */
    public long position(long... index) {
        long position = layout.offset();
        for (int axis = 0; axis < index.length; axis++) {
            position += index[axis] * layout.stride(axis);
        }
        return position;
    }

    /** The element as a real number; truth is 1. */
    public double real(long... index) {
        long at = position(index) * dtype.bytes();
        return switch (dtype) {
            case F32 -> memory.get(JAVA_FLOAT_UNALIGNED, at);
            case F64 -> memory.get(JAVA_DOUBLE_UNALIGNED, at);
            case I32, I64, U8, BOOL -> whole(index);
        };
    }

    /** The element as a whole number: a fraction is dropped, what does not fit becomes the nearest that does, NaN 0. */
    public long whole(long... index) {
        long at = position(index) * dtype.bytes();
        return switch (dtype) {
            case F32, F64 -> (long) real(index);
            case I32 -> memory.get(JAVA_INT_UNALIGNED, at);
            case I64 -> memory.get(JAVA_LONG_UNALIGNED, at);
            case U8 -> memory.get(JAVA_BYTE, at) & 0xff;
            case BOOL -> memory.get(JAVA_BYTE, at) == 0 ? 0 : 1;
        };
    }

    /** Stores a real number, rounded once; into an integer truncated and saturated, NaN as 0; as truth where not 0. */
    public void set(double value, long... index) {
        long at = position(index) * dtype.bytes();
        switch (dtype) {
            case F32 -> memory.set(JAVA_FLOAT_UNALIGNED, at, (float) value);
            case F64 -> memory.set(JAVA_DOUBLE_UNALIGNED, at, value);
            case I32 -> memory.set(JAVA_INT_UNALIGNED, at, (int) value);
            case I64 -> memory.set(JAVA_LONG_UNALIGNED, at, (long) value);
            case U8 -> memory.set(JAVA_BYTE, at, (byte) Math.clamp((long) value, 0, 255));
            case BOOL -> memory.set(JAVA_BYTE, at, (byte) (value == 0 ? 0 : 1));
        }
    }

    /** Stores a whole number: its low bits, or rounded once to a floating type, or as truth where not 0. */
    public void set(long value, long... index) {
        long at = position(index) * dtype.bytes();
        switch (dtype) {
            case F32 -> memory.set(JAVA_FLOAT_UNALIGNED, at, value);
            case F64 -> memory.set(JAVA_DOUBLE_UNALIGNED, at, value);
            case I32 -> memory.set(JAVA_INT_UNALIGNED, at, (int) value);
            case I64 -> memory.set(JAVA_LONG_UNALIGNED, at, value);
            case U8 -> memory.set(JAVA_BYTE, at, (byte) value);
            case BOOL -> memory.set(JAVA_BYTE, at, (byte) (value == 0 ? 0 : 1));
        }
    }
}

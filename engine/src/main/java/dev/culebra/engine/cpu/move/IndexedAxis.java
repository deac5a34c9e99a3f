package dev.culebra.engine.cpu.move;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.culebra.engine.Layout;
import dev.culebra.engine.View;
import dev.culebra.engine.cpu.HostStorage;
import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** An I64 index along one axis of a table: reads and checks its elements. */
public final class IndexedAxis {
    private final String operation;
    private final Layout layout;
    private final MemorySegment segment;
    private final int axis;
    private final long size;

    /**
     * @param operation named in messages
     * @param axis the axis that is indexed
     * @param size the table's size along it
     */
    IndexedAxis(String operation, View index, int axis, long size) {
        this.operation = operation;
        this.layout = index.layout();
        this.segment = HostStorage.segment(index);
        this.axis = axis;
        this.size = size;
    }

    /** Whether the index is one list for all other axes, so that whole slices move. */
    boolean isList() {
        for (int other = 0; other < layout.shape().rank(); other++) {
            if (other != axis && layout.shape().size(other) != 1 && layout.stride(other) != 0) {
                return false;
            }
        }
        return true;
    }

    /** How many elements the index has along the axis. */
    public long length() {
        return layout.shape().size(axis);
    }

    /** From one element along the axis to the next, in elements. */
    public long stride() {
        return layout.stride(axis);
    }

    /** The position of the first element. */
    public long offset() {
        return layout.offset();
    }

    /** The memory of the index. */
    public MemorySegment segment() {
        return segment;
    }

    /** The table's size along the axis: numbers from 0 on lie within it if they are less. */
    public long size() {
        return size;
    }

    /**
     * The element at a position of the index's storage.
     *
     * @throws IndexOutOfBoundsException if it lies outside the axis
     */
    long at(long position) {
        long value = NativeSegments.cast(segment).getAtIndex(JAVA_LONG, position);
        if (value < 0 || value >= size) {
            throw outside(position, value);
        }
        return value;
    }

    /**
     * Reads a run of elements.
     *
     * @throws IndexOutOfBoundsException if one lies outside the axis
     */
    void check(long position, long step, long count) {
        MemorySegment numbers = NativeSegments.cast(segment);
        for (long i = 0; i < count; i++) {
            long value = numbers.get(JAVA_LONG_UNALIGNED, (position + i * step) * Long.BYTES);
            if (value < 0 || value >= size) {
                throw outside(position + i * step);
            }
        }
    }

    /** What is to be thrown for the element at a position, which lies outside. */
    IndexOutOfBoundsException outside(long position) {
        return outside(position, NativeSegments.cast(segment).getAtIndex(JAVA_LONG, position));
    }

    private IndexOutOfBoundsException outside(long position, long value) {
        return new IndexOutOfBoundsException("%s: index %d at %s lies outside axis %d of size %d".formatted(operation,
                value, coordinates(position), axis, size));
    }

    /** Where an element stands in the index; axes over which it is repeated do not count. */
    private List<Long> coordinates(long position) {
        int rank = layout.shape().rank();
        Long[] found = new Long[rank];
        long rest = position - layout.offset();
        for (int step = 0; step < rank; step++) {
            int largest = -1;
            for (int a = 0; a < rank; a++) {
                boolean larger = largest < 0 || layout.stride(a) > layout.stride(largest);
                largest = found[a] == null && larger ? a : largest;
            }
            long stride = layout.stride(largest);
            found[largest] = stride == 0 || layout.shape().size(largest) == 1 ? 0 : rest / stride;
            rest -= found[largest] * stride;
        }
        List<Long> coordinates = new ArrayList<>();
        for (int a = 0; a < rank; a++) {
            if (layout.stride(a) != 0 || a == axis) {
                coordinates.add(found[a]);
            }
        }
        return coordinates;
    }
}

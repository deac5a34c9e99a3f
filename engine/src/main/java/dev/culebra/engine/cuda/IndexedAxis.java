package dev.culebra.engine.cuda;

import dev.culebra.engine.Shape;

/**
 * The axis that an index runs along, between the axes before it and those after it: the index has the shape
 * {@code [outer, m, inner]}, the table {@code [outer, n, inner]}.
 */
record IndexedAxis(String operation, Shape shape, int axis, long outer, long n, long m, long inner)
        implements
            FaultSite {
    static IndexedAxis of(String operation, Shape index, int axis, long n) {
        long outer = 1;
        long inner = 1;
        for (int other = 0; other < index.rank(); other++) {
            outer *= other < axis ? index.size(other) : 1;
            inner *= other > axis ? index.size(other) : 1;
        }
        return new IndexedAxis(operation, index, axis, outer, n, index.size(axis), inner);
    }

    @Override
    public IndexOutOfBoundsException outside(long position, long index) {
        long[] at = new long[shape.rank()];
        long rest = position;
        for (int other = at.length - 1; other >= 0; other--) {
            at[other] = rest % shape.size(other);
            rest /= shape.size(other);
        }
        return new IndexOutOfBoundsException("%s: index %d at %s lies outside axis %d of size %d".formatted(operation,
                index, Shape.of(at), axis, n));
    }
}

package dev.culebra.engine.reference;

import dev.culebra.engine.Shape;
import java.util.function.Consumer;

/** Walks over the indices of a shape. */
public final class Indices {
    private Indices() {}

    /** Calls {@code body} with each index, in row-major order; a scalar has one, the empty index. */
    public static void forEach(Shape shape, Consumer<long[]> body) {
        forEach(shape, 0, new long[shape.rank()], body);
    }

    private static void forEach(Shape shape, int axis, long[] index, Consumer<long[]> body) {
        if (axis == shape.rank()) {
            body.accept(index.clone());
            return;
        }
        for (long i = 0; i < shape.size(axis); i++) {
            index[axis] = i;
            forEach(shape, axis + 1, index, body);
        }
    }

    /** The index with another value on one axis. */
    public static long[] with(long[] index, int axis, long value) {
        long[] changed = index.clone();
        changed[axis] = value;
        return changed;
    }
}

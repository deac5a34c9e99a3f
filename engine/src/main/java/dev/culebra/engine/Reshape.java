package dev.culebra.engine;

import java.util.Optional;

/**
 * Finds strides for a new shape over the same elements. The axes of the old layout fall into runs that are contiguous
 * among themselves ({@code stride[i] = stride[i + 1] · size[i + 1]}); a new axis can be expressed when it divides within
 * one run, never across two. Axes of size 1 have no say.
 */
final class Reshape {
    private Reshape() {}

    /** Both shapes hold the same number of elements, at least 2. */
    static Optional<long[]> strides(Layout from, Shape to) {
        long[] found = new long[to.rank()];
        int target = to.rank() - 1;
        int axis = nextAxis(from, from.shape().rank());
        while (axis >= 0) {
            long runStride = from.stride(axis);
            long runSize = from.shape().size(axis);
            axis = nextAxis(from, axis);
            while (axis >= 0 && from.stride(axis) == runStride * runSize) {
                runSize *= from.shape().size(axis);
                axis = nextAxis(from, axis);
            }
            long taken = 1;
            while (target >= 0 && taken < runSize) {
                found[target] = taken * runStride;
                taken *= to.size(target);
                target--;
            }
            if (taken != runSize) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    private static int nextAxis(Layout from, int before) {
        int axis = before - 1;
        while (axis >= 0 && from.shape().size(axis) == 1) {
            axis--;
        }
        return axis;
    }
}

package dev.culebra.engine.cpu.reduce;

import dev.culebra.engine.DType;
import dev.culebra.engine.Layout;
import dev.culebra.engine.View;

/**
 * A contiguous array as groups of elements that are normalised together, {@code [outer, groups, length]}: a group has a run of
 * {@code length} elements in each of {@code outer} places. Layers normalise rows, {@code outer} is 1; batches of pictures are
 * normalised by channels.
 *
 * @param outer product of the axes before those that tell groups apart
 * @param groups product of the axes that tell groups apart
 * @param length product of the axes after them
 * @param firstKept the first axis that tells groups apart
 * @param firstInner the first axis after them
 */
record Groups(long outer, long groups, long length, int firstKept, int firstInner) {
    /** The groups over which {@code statistic} has an element each; of length 0 where there is no such form. */
    static Groups of(View input, View statistic) {
        int rank = input.shape().rank();
        boolean served = input.dtype() == DType.F32 && input.layout().isContiguous() && statistic.layout()
                .isContiguous();
        int axis = rank;
        long length = 1;
        for (; axis > 0 && statistic.shape().size(axis - 1) == 1; axis--) {
            length *= input.shape().size(axis - 1);
        }
        int firstInner = axis;
        long groups = 1;
        for (; axis > 0 && statistic.shape().size(axis - 1) == input.shape().size(axis - 1); axis--) {
            groups *= input.shape().size(axis - 1);
        }
        int firstKept = axis;
        long outer = 1;
        for (; axis > 0; axis--) {
            outer *= input.shape().size(axis - 1);
            served &= statistic.shape().size(axis - 1) == 1;
        }
        return new Groups(outer, groups, served ? length : 0, firstKept, firstInner);
    }

    /** How many elements a group has. */
    long elements() {
        return outer * length;
    }

    /** Where a group's run in one of the places begins. */
    long run(long place, long group) {
        return (place * groups + group) * length;
    }

    /** Whether a parameter of the input's shape is the same for all elements of a group, and lies densely or is one for all. */
    boolean isForGroups(View parameter) {
        return isDense(parameter.layout(), firstKept, firstInner) || isRepeated(parameter);
    }

    /** Whether a parameter of the input's shape is one element. */
    boolean isRepeated(View parameter) {
        return isDense(parameter.layout(), 0, 0);
    }

    /** Whether a result has an element for each group. */
    boolean isOfGroups(View result) {
        return isOf(result, firstKept, firstInner) && result.shape().elements() == groups;
    }

    /** Whether a result has an element for each element of a run. */
    boolean isOfElements(View result) {
        return isOf(result, firstInner, result.shape().rank()) && result.shape().elements() == length;
    }

    private static boolean isOf(View result, int from, int to) {
        for (int axis = 0; axis < result.shape().rank(); axis++) {
            if ((axis < from || axis >= to) && result.shape().size(axis) != 1) {
                return false;
            }
        }
        return true;
    }

    /** Whether a parameter of the input's shape is the same for all groups, and lies densely. */
    boolean isForElements(View parameter) {
        return outer == 1 && isDense(parameter.layout(), firstInner, parameter.shape().rank());
    }

    /** Whether a layout is row-major along axes {@code from} to {@code to}, exclusive, and repeats itself along all others. */
    private static boolean isDense(Layout layout, int from, int to) {
        long step = 1;
        for (int axis = layout.shape().rank() - 1; axis >= 0; axis--) {
            long size = layout.shape().size(axis);
            boolean inside = axis >= from && axis < to;
            if (size != 1 && layout.stride(axis) != (inside ? step : 0)) {
                return false;
            }
            step *= inside ? size : 1;
        }
        return true;
    }
}

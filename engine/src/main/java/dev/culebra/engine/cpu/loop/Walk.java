package dev.culebra.engine.cpu.loop;

import dev.culebra.engine.Layout;
import dev.culebra.engine.View;
import java.util.Arrays;

/**
 * The way through all elements of several operands of one shape, as rows: axes of size 1 are gone, those with small steps of
 * the output come last, and neighbours that all operands pass through as one are merged. Operand 0 is the output, operand
 * {@code i + 1} input i. Steps are in bytes.
 */
final class Walk {
    private final int operands;
    private final long[] sizes;
    /** Step of operand k along axis a at {@code a·operands + k}. */
    private final long[] steps;
    private final long[] starts;
    private final int[] bytes;
    private int rank;

    private Walk(View[] inputs, View output) {
        operands = inputs.length + 1;
        int axes = output.layout().shape().rank();
        sizes = new long[Math.max(1, axes)];
        steps = new long[sizes.length * operands];
        starts = new long[operands];
        bytes = new int[operands];
        for (int operand = 0; operand < operands; operand++) {
            View view = operand == 0 ? output : inputs[operand - 1];
            bytes[operand] = view.dtype().bytes();
            starts[operand] = view.layout().offset() * bytes[operand];
        }
    }

    static Walk of(View[] inputs, View output) {
        Walk walk = new Walk(inputs, output);
        if (!walk.isFlat(inputs, output)) {
            walk.addAxes(inputs, output);
            walk.merge();
        }
        return walk;
    }

    /** The usual case, in few steps: everything contiguous, or one element repeated. */
    private boolean isFlat(View[] inputs, View output) {
        if (!output.layout().isContiguous()) {
            return false;
        }
        for (View input : inputs) {
            if (!input.layout().isContiguous() && !repeatsOneElement(input.layout())) {
                return false;
            }
        }
        rank = 1;
        sizes[0] = output.shape().elements();
        steps[0] = bytes[0];
        for (int operand = 1; operand < operands; operand++) {
            boolean repeats = sizes[0] > 1 && repeatsOneElement(inputs[operand - 1].layout());
            steps[operand] = repeats ? 0 : bytes[operand];
        }
        return true;
    }

    private static boolean repeatsOneElement(Layout layout) {
        for (int axis = 0; axis < layout.shape().rank(); axis++) {
            if (layout.stride(axis) != 0 && layout.shape().size(axis) != 1) {
                return false;
            }
        }
        return true;
    }

    private void addAxes(View[] inputs, View output) {
        for (int axis = 0; axis < output.shape().rank(); axis++) {
            long size = output.shape().size(axis);
            if (size != 1) {
                int place = place(output.layout().stride(axis) * bytes[0]);
                sizes[place] = size;
                for (int operand = 0; operand < operands; operand++) {
                    Layout layout = operand == 0 ? output.layout() : inputs[operand - 1].layout();
                    steps[place * operands + operand] = layout.stride(axis) * bytes[operand];
                }
            }
        }
    }

    /** Makes room for an axis behind all whose step of the output is not smaller, and returns its place. */
    private int place(long outputStep) {
        int place = rank;
        while (place > 0 && steps[(place - 1) * operands] < outputStep) {
            place--;
        }
        System.arraycopy(sizes, place, sizes, place + 1, rank - place);
        System.arraycopy(steps, place * operands, steps, (place + 1) * operands, (rank - place) * operands);
        rank++;
        return place;
    }

    private void merge() {
        int merged = 0;
        for (int axis = 0; axis < rank; axis++) {
            if (axis > 0 && continues(merged - 1, axis)) {
                sizes[merged - 1] *= sizes[axis];
                System.arraycopy(steps, axis * operands, steps, (merged - 1) * operands, operands);
            } else {
                sizes[merged] = sizes[axis];
                System.arraycopy(steps, axis * operands, steps, merged * operands, operands);
                merged++;
            }
        }
        rank = merged;
    }

    private boolean continues(int outer, int inner) {
        for (int operand = 0; operand < operands; operand++) {
            if (steps[outer * operands + operand] != sizes[inner] * steps[inner * operands + operand]) {
                return false;
            }
        }
        return true;
    }

    /** Elements of a row. */
    long rowLength() {
        return sizes[rank - 1];
    }

    /** How many rows there are. */
    long rows() {
        long rows = 1;
        for (int axis = 0; axis < rank - 1; axis++) {
            rows *= sizes[axis];
        }
        return rows;
    }

    /** Whether there are rows of more than one element, at equal distances. */
    boolean isMatrix() {
        return rank == 2;
    }

    /** The rows as those of matrices. */
    RegionMap.Matrices matrices() {
        long[][] firsts = new long[operands][1];
        for (int operand = 0; operand < operands; operand++) {
            firsts[operand][0] = starts[operand];
        }
        return new RegionMap.Matrices(sizes[1], firsts, Arrays.copyOf(steps, operands), Arrays.copyOfRange(steps,
                operands, 2 * operands), bytes);
    }

    /** Bytes from one element of a row to the next. */
    long step(int operand) {
        return steps[(rank - 1) * operands + operand];
    }

    /** How a row's loop walks over an operand. */
    Access access(int operand) {
        long step = step(operand);
        return step == bytes[operand] ? Access.CONTIGUOUS : step == 0 ? Access.SCALAR : Access.STRIDED;
    }

    int operands() {
        return operands;
    }

    /** The position of one row after the other. */
    final class Cursor {
        private final long[] index = new long[rank];
        private final long[] positions = Arrays.copyOf(starts, operands);

        /** Starts at this row. */
        Cursor(long row) {
            long rest = row;
            for (int axis = rank - 2; axis >= 0; axis--) {
                index[axis] = rest % sizes[axis];
                rest /= sizes[axis];
                move(axis, index[axis]);
            }
        }

        /** Bytes to an operand's first element of the row. */
        long position(int operand) {
            return positions[operand];
        }

        /** Goes on to the next row; from the last one to the first. */
        void next() {
            for (int axis = rank - 2; axis >= 0; axis--) {
                if (++index[axis] < sizes[axis]) {
                    move(axis, 1);
                    return;
                }
                index[axis] = 0;
                move(axis, 1 - sizes[axis]);
            }
        }

        private void move(int axis, long steps) {
            for (int operand = 0; operand < operands; operand++) {
                positions[operand] += steps * Walk.this.steps[axis * operands + operand];
            }
        }
    }
}

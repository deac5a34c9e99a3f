package dev.culebra.engine.cpu;

import dev.culebra.engine.Layout;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Nested loops over one shape, in which several operands step by strides of their own, brought into the form that runs
 * fastest: axes of size 1 are gone, the axis with the smallest stride of operand 0 is innermost, and neighbours that all
 * operands pass through as one are merged.
 *
 * <pre>{@code
 * Nest nest = Nest.of(output.layout(), input.layout());
 * Nest.Cursor at = nest.cursor(1); // all loops but the innermost
 * for (long row = 0; row < nest.positions(1); row++, at.next()) {
 *     copyRow(at.position(0), nest.stride(0, nest.rank() - 1), at.position(1), …);
 * }
 * }</pre>
 *
 * <p>The order of axes is not the shape's, so whoever needs row-major order cannot use this class.
 */
public final class Nest {
    private final long[] sizes;
    private final long[][] strides;
    private final long[] offsets;

    private Nest(long[] sizes, long[][] strides, long[] offsets) {
        this.sizes = sizes;
        this.strides = strides;
        this.offsets = offsets;
    }

    /** The loops over layouts of one shape. */
    public static Nest of(Layout... layouts) {
        boolean[] all = new boolean[layouts[0].shape().rank()];
        Arrays.fill(all, true);
        return of(all, layouts);
    }

    /**
     * The loops over some axes of several layouts.
     *
     * @param axes true for each axis to loop over; the layouts agree in the sizes of these
     */
    public static Nest of(boolean[] axes, Layout... layouts) {
        int[] order = new int[axes.length];
        int loops = 0;
        for (int axis = 0; axis < axes.length; axis++) {
            if (axes[axis] && layouts[0].shape().size(axis) != 1) {
                int place = loops++;
                for (; place > 0 && isInside(order[place - 1], axis, layouts); place--) {
                    order[place] = order[place - 1];
                }
                order[place] = axis;
            }
        }
        return merged(Arrays.copyOf(order, loops), layouts);
    }

    /**
     * Whether an axis belongs inside another one, as the first layout that steps differently along them says: small strides
     * inside, repeated axes (stride 0) outside.
     */
    private static boolean isInside(int axis, int other, Layout[] layouts) {
        for (Layout layout : layouts) {
            if (layout.stride(axis) != layout.stride(other)) {
                return layout.stride(other) == 0 || layout.stride(axis) != 0 && layout.stride(axis) < layout.stride(
                        other);
            }
        }
        return false;
    }

    private static Nest merged(int[] order, Layout[] layouts) {
        long[] sizes = new long[order.length];
        long[][] strides = new long[layouts.length][order.length];
        int rank = 0;
        for (int axis : order) {
            long size = layouts[0].shape().size(axis);
            boolean merges = rank > 0;
            for (int operand = 0; merges && operand < layouts.length; operand++) {
                merges = strides[operand][rank - 1] == size * layouts[operand].stride(axis);
            }
            rank = merges ? rank : rank + 1;
            sizes[rank - 1] = merges ? sizes[rank - 1] * size : size;
            for (int operand = 0; operand < layouts.length; operand++) {
                strides[operand][rank - 1] = layouts[operand].stride(axis);
            }
        }
        long[] offsets = new long[layouts.length];
        for (int operand = 0; operand < layouts.length; operand++) {
            strides[operand] = Arrays.copyOf(strides[operand], rank);
            offsets[operand] = layouts[operand].offset();
        }
        return new Nest(Arrays.copyOf(sizes, rank), strides, offsets);
    }

    /** These loops without loop {@code axis}. */
    public Nest without(int axis) {
        return new Nest(without(sizes, axis),
                Arrays.stream(strides).map(of -> without(of, axis)).toArray(long[][]::new), offsets);
    }

    private static long[] without(long[] values, int axis) {
        return IntStream.range(0, values.length).filter(i -> i != axis).mapToLong(i -> values[i]).toArray();
    }

    /** How many loops there are; 0 for a single element. */
    public int rank() {
        return sizes.length;
    }

    /** How often loop {@code axis} runs; the innermost one is {@code rank() - 1}. */
    public long size(int axis) {
        return sizes[axis];
    }

    /** How far an operand moves with each turn of loop {@code axis}, in elements. */
    public long stride(int operand, int axis) {
        return strides[operand][axis];
    }

    /** How often the innermost loop runs; 1 if there is no loop. */
    public long innerSize() {
        return sizes.length == 0 ? 1 : sizes[sizes.length - 1];
    }

    /** How far an operand moves with each turn of the innermost loop; 1 if there is no loop. */
    public long innerStride(int operand) {
        return sizes.length == 0 ? 1 : strides[operand][sizes.length - 1];
    }

    /** How many positions all loops but the {@code inner} innermost ones pass through. */
    public long positions(int inner) {
        long positions = 1;
        for (int axis = 0; axis < sizes.length - inner; axis++) {
            positions *= sizes[axis];
        }
        return positions;
    }

    /** Where an operand begins, in elements. */
    public long offset(int operand) {
        return offsets[operand];
    }

    /** Where an operand is at a position of all loops but the {@code inner} innermost ones, in elements. */
    public long position(int operand, int inner, long number) {
        long position = offsets[operand];
        long rest = number;
        for (int axis = sizes.length - inner - 1; axis >= 0; axis--) {
            position += rest % sizes[axis] * strides[operand][axis];
            rest /= sizes[axis];
        }
        return position;
    }

    /** A cursor over all loops but the {@code inner} innermost ones, at their first position. */
    public Cursor cursor(int inner) {
        return new Cursor(Math.max(0, sizes.length - inner));
    }

    /** Where the operands are while some of the loops run. */
    public final class Cursor {
        private final int loops;
        private final long[] index;
        private final long[] positions = offsets.clone();

        private Cursor(int loops) {
            this.loops = loops;
            this.index = new long[loops];
        }

        /** Goes to the position of this number; the innermost loop of the cursor counts fastest. */
        public Cursor seek(long number) {
            System.arraycopy(offsets, 0, positions, 0, positions.length);
            long rest = number;
            for (int axis = loops - 1; axis >= 0; axis--) {
                index[axis] = rest % sizes[axis];
                rest /= sizes[axis];
                for (int operand = 0; operand < positions.length; operand++) {
                    positions[operand] += index[axis] * strides[operand][axis];
                }
            }
            return this;
        }

        /** Goes one position on; from the last one to the first. */
        public void next() {
            for (int axis = loops - 1; axis >= 0; axis--) {
                boolean again = ++index[axis] == sizes[axis];
                long steps = again ? 1 - sizes[axis] : 1;
                index[axis] = again ? 0 : index[axis];
                for (int operand = 0; operand < positions.length; operand++) {
                    positions[operand] += steps * strides[operand][axis];
                }
                if (!again) {
                    return;
                }
            }
        }

        /** Where an operand is, in elements. */
        public long position(int operand) {
            return positions[operand];
        }
    }
}

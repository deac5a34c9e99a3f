package dev.culebra.engine;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of the axes of a tensor, outermost first. A scalar has rank 0 and one element; an axis of size 0 makes a tensor
 * without elements. Immutable.
 *
 * <p>Axes are numbered from 0; negative numbers count from the end, so that axis −1 is the innermost.
 *
 * <pre>{@code
 * Shape images = Shape.of(64, 28, 28);
 * images.rank();      // 3
 * images.size(-1);    // 28
 * images.elements();  // 50176
 * }</pre>
 */
public final class Shape {
    private static final Shape SCALAR = new Shape(new long[0]);

    private final long[] sizes;
    private final long elements;

    /** Made when it is first asked for; two threads may each make one, and it does not matter whose stays. */
    @Nullable
    Layout contiguous;

    private Shape(long[] sizes) {
        this.sizes = sizes;
        this.elements = product(sizes);
    }

    /**
     * @param sizes size of each axis, outermost first; none for a scalar
     * @throws ShapeException if a size is negative or the number of elements exceeds {@link Long#MAX_VALUE}
     */
    public static Shape of(long... sizes) {
        return sizes.length == 0 ? SCALAR : new Shape(sizes.clone());
    }

    /** The shape of rank 0, with one element. */
    public static Shape scalar() {
        return SCALAR;
    }

    /** Takes the array as it is; the caller keeps no reference. */
    static Shape wrap(long[] sizes) {
        return sizes.length == 0 ? SCALAR : new Shape(sizes);
    }

    private static long product(long[] sizes) {
        long elements = 1;
        boolean empty = false;
        for (long size : sizes) {
            if (size < 0) {
                throw new ShapeException("shape: sizes must not be negative: " + Arrays.toString(sizes));
            }
            empty |= size == 0;
        }
        if (empty) {
            return 0;
        }
        for (long size : sizes) {
            if (Math.multiplyHigh(elements, size) != 0 || elements * size < 0) {
                throw new ShapeException("shape: more than 2^63 - 1 elements: " + Arrays.toString(sizes));
            }
            elements *= size;
        }
        return elements;
    }

    /** Number of axes. */
    public int rank() {
        return sizes.length;
    }

    /** Number of elements: the product of the sizes, 1 for a scalar. */
    public long elements() {
        return elements;
    }

    /**
     * Size of one axis.
     *
     * @throws ShapeException if there is no such axis
     */
    public long size(int axis) {
        return axis >= 0 && axis < sizes.length ? sizes[axis] : sizes[axis("size", axis)];
    }

    /** A copy of the sizes. */
    public long[] toArray() {
        return sizes.clone();
    }

    /**
     * The axis as a number from 0 to rank − 1.
     *
     * @param operation named in the message
     * @param axis from −rank to rank − 1
     * @throws ShapeException if there is no such axis
     */
    public int axis(String operation, int axis) {
        int rank = sizes.length;
        if (axis < -rank || axis >= rank) {
            throw new ShapeException(rank == 0
                    ? "%s: axis %d of a scalar, which has none".formatted(operation, axis)
                    : "%s: axis %d is out of range [%d, %d] for shape %s".formatted(operation, axis, -rank, rank - 1,
                            this));
        }
        return axis < 0 ? axis + rank : axis;
    }

    /**
     * The axes as a mask by axis number; none given means all.
     *
     * @throws ShapeException if an axis does not exist or is named twice
     */
    public boolean[] axes(String operation, int... axes) {
        boolean[] chosen = new boolean[sizes.length];
        if (axes.length == 0) {
            Arrays.fill(chosen, true);
        }
        for (int axis : axes) {
            int a = axis(operation, axis);
            if (chosen[a]) {
                throw new ShapeException("%s: axis %d is named twice in %s for shape %s".formatted(operation, a,
                        Arrays.toString(axes), this));
            }
            chosen[a] = true;
        }
        return chosen;
    }

    /**
     * This shape with another size for one axis.
     *
     * @throws ShapeException if there is no such axis
     */
    public Shape with(int axis, long size) {
        long[] changed = sizes.clone();
        changed[axis("with", axis)] = size;
        return wrap(changed);
    }

    /**
     * The shape of these sizes, one of which may be −1 and is then computed from this shape's number of elements.
     *
     * @throws ShapeException if it cannot be computed
     */
    public Shape reshape(long... sizes) {
        return ShapeInference.reshape(this, sizes);
    }

    /**
     * This shape with axes {@code first} to {@code last} made one; {@code [1]} for a scalar.
     *
     * @throws ShapeException if an axis does not exist or {@code first} comes after {@code last}
     */
    public Shape flatten(int first, int last) {
        return ShapeInference.flatten(this, first, last);
    }

    /**
     * The shape of these sizes, where −1 stands for this shape's size of that axis, counted from the innermost.
     *
     * @throws ShapeException if −1 stands for an axis that this shape has not
     */
    public Shape expand(long... sizes) {
        return ShapeInference.expand(this, sizes);
    }

    /** Whether the other shape has the same rank and the same sizes on all axes but {@code axis}, 0 to rank − 1. */
    public boolean equalsBeside(int axis, Shape other) {
        return rank() == other.rank() && (sizes[axis] == other.sizes[axis] ? equals(other) : equals(other.with(axis,
                sizes[axis])));
    }

    /**
     * The shape that both operands broadcast to, by NumPy's rule: axes are matched from the innermost outwards; sizes
     * must be equal, or one of them 1 or absent.
     *
     * @param operation named in the message
     * @throws ShapeException if the shapes do not fit
     */
    public static Shape broadcast(String operation, Shape lhs, Shape rhs) {
        if (lhs.equals(rhs)) {
            return lhs;
        }
        int rank = Math.max(lhs.rank(), rhs.rank());
        long[] sizes = new long[rank];
        for (int i = 1; i <= rank; i++) {
            long l = i <= lhs.rank() ? lhs.sizes[lhs.rank() - i] : 1;
            long r = i <= rhs.rank() ? rhs.sizes[rhs.rank() - i] : 1;
            if (l != r && l != 1 && r != 1) {
                throw new ShapeException(
                        "%s: shapes do not broadcast (%d ≠ %d at axis %d): left %s, right %s".formatted(
                                operation, l, r, -i, lhs, rhs));
            }
            sizes[rank - i] = l == 1 ? r : l;
        }
        return wrap(sizes);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    /** As in {@code [64, 28, 28]}; {@code []} for a scalar. */
    @Override
    public String toString() {
        return Arrays.stream(sizes).mapToObj(Long::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}

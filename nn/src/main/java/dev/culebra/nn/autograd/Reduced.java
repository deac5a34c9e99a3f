package dev.culebra.nn.autograd;

import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The axes over which an operation reduced a shape.
 *
 * @param shape before
 * @param kept after, with size 1 for each reduced axis
 * @param axes that were reduced, from 0 to rank − 1; none for a scalar
 */
record Reduced(Shape shape, Shape kept, int[] axes) {
    /**
     * @param axes as given to the operation; none for all
     */
    static Reduced of(Shape shape, List<Integer> axes) {
        boolean[] reduced = shape.axes("reduce", axes.stream().mapToInt(Integer::intValue).toArray());
        Shape kept = shape;
        int[] numbers = new int[reduced.length];
        int count = 0;
        for (int axis = 0; axis < reduced.length; axis++) {
            if (reduced[axis]) {
                kept = kept.with(axis, 1);
                numbers[count++] = axis;
            }
        }
        return new Reduced(shape, kept, Arrays.copyOf(numbers, count));
    }

    /** A value of the reduced shape, with or without axes of size 1, so that it broadcasts against the shape before. */
    Tensor aligned(Tensor reduced) {
        return reduced.reshape(kept);
    }

    /** Number of elements that went into one of the result. */
    double count() {
        double count = 1;
        for (int axis : axes) {
            count *= shape.size(axis);
        }
        return count;
    }
}

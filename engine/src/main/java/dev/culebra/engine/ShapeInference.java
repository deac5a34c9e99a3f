package dev.culebra.engine;

import java.util.Arrays;

/** Shapes that are given in part, by sizes of which some are −1, or by a range of axes. */
final class ShapeInference {
    private ShapeInference() {}

    static Shape reshape(Shape from, long[] sizes) {
        int unknown = -1;
        long known = 1;
        for (int axis = 0; axis < sizes.length; axis++) {
            if (sizes[axis] != -1) {
                known *= sizes[axis];
            } else if (unknown >= 0) {
                throw new ShapeException("reshape: only one size may be -1, got " + Arrays.toString(sizes));
            } else {
                unknown = axis;
            }
        }
        if (unknown < 0) {
            return Shape.of(sizes);
        }
        if (known <= 0 || from.elements() % known != 0) {
            throw new ShapeException("reshape: %d elements of %s do not fill %s".formatted(from.elements(), from, Arrays
                    .toString(sizes)));
        }
        long[] complete = sizes.clone();
        complete[unknown] = from.elements() / known;
        return Shape.of(complete);
    }

    static Shape flatten(Shape from, int first, int last) {
        if (from.rank() == 0) {
            return Shape.of(1);
        }
        int start = from.axis("flatten", first);
        int end = from.axis("flatten", last);
        if (start > end) {
            throw new ShapeException("flatten: axis %d comes after axis %d in shape %s".formatted(start, end, from));
        }
        long[] sizes = from.toArray();
        long[] fewer = new long[sizes.length - (end - start)];
        System.arraycopy(sizes, 0, fewer, 0, start);
        fewer[start] = Shape.of(Arrays.copyOfRange(sizes, start, end + 1)).elements();
        System.arraycopy(sizes, end + 1, fewer, start + 1, sizes.length - end - 1);
        return Shape.of(fewer);
    }

    static Shape expand(Shape from, long[] sizes) {
        long[] complete = sizes.clone();
        int added = sizes.length - from.rank();
        for (int axis = 0; axis < sizes.length; axis++) {
            if (sizes[axis] == -1) {
                if (axis < added) {
                    throw new ShapeException("expand: -1 stands for no axis of shape %s in %s".formatted(from, Arrays
                            .toString(sizes)));
                }
                complete[axis] = from.size(axis - added);
            }
        }
        return Shape.of(complete);
    }
}

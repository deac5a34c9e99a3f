package dev.culebra.engine.reference;

import dev.culebra.engine.Shape;
import java.util.ArrayList;
import java.util.List;

/** Which elements go into one element of a result that has size 1 along the axes that are summed over. */
public final class Groups {
    private Groups() {}

    /** The indices of the elements of {@code shape} that go into element {@code index} of a result. */
    public static List<long[]> members(Shape shape, Shape result, long[] index) {
        Shape along = shape;
        for (int axis = 0; axis < shape.rank(); axis++) {
            along = result.size(axis) == 1 ? along : along.with(axis, 1);
        }
        List<long[]> members = new ArrayList<>();
        Indices.forEach(along, offset -> {
            for (int axis = 0; axis < offset.length; axis++) {
                offset[axis] += result.size(axis) == 1 ? 0 : index[axis];
            }
            members.add(offset);
        });
        return members;
    }

    /** The element of a result that an element goes into: index 0 on each axis along which the result has size 1. */
    public static long[] of(Shape result, long[] index) {
        long[] kept = index.clone();
        for (int axis = 0; axis < kept.length; axis++) {
            kept[axis] = result.size(axis) == 1 ? 0 : kept[axis];
        }
        return kept;
    }
}

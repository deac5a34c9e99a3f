package dev.culebra.engine.backend;

import dev.culebra.engine.DType;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Update;
import dev.culebra.engine.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Updates in terms of {@code map}, and what backends that fuse them have in common.
 *
 * <pre>{@code
 * public void update(Update update, List<View[]> groups) {
 *     Updates.fused(this, update, groups, updater::update);
 * }
 * }</pre>
 */
public final class Updates {
    private Updates() {}

    /** Makes one assignment after the other, group by group. */
    static void oneByOne(Backend backend, Update update, List<View[]> groups) {
        for (View[] group : groups) {
            View[] inputs = inputs(update, group);
            for (Update.Assignment assignment : update.assignments()) {
                View[] read = Arrays.copyOf(inputs, assignment.value().arity());
                backend.map(assignment.value(), read, inputs[assignment.target()]);
            }
        }
    }

    /**
     * Hands groups that lie in row-major order without gaps to fused code, those of one dtype together, and makes the
     * assignments in all others by {@code map}.
     *
     * @param fused as {@link Backend#update}, for groups of one dtype, contiguous and not empty
     */
    public static void fused(Backend backend, Update update, List<View[]> groups,
            BiConsumer<Update, List<View[]>> fused) {
        for (DType dtype : new DType[] {DType.F32, DType.F64}) {
            List<View[]> together = new ArrayList<>(groups.size());
            for (View[] group : groups) {
                if (group[0].dtype() == dtype && group[0].shape().elements() > 0) {
                    if (isContiguous(group)) {
                        together.add(group);
                    } else {
                        oneByOne(backend, update, List.<View[]>of(group));
                    }
                }
            }
            if (!together.isEmpty()) {
                fused.accept(update, together);
            }
        }
    }

    private static boolean isContiguous(View[] group) {
        for (View view : group) {
            if (!view.layout().isContiguous()) {
                return false;
            }
        }
        return true;
    }

    /** The tensors, then each scalar repeated over their shape. */
    private static View[] inputs(Update update, View[] group) {
        View[] inputs = Arrays.copyOf(group, update.tensors() + update.scalars());
        View scalars = group[update.tensors()];
        Shape shape = group[0].shape();
        for (int i = 0; i < update.scalars(); i++) {
            Layout scalar = scalars.layout().select(0, i);
            inputs[update.tensors() + i] = scalars.with(scalar.broadcastTo("update", shape));
        }
        return inputs;
    }
}

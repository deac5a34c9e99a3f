package dev.culebra.engine;

import dev.culebra.engine.expr.Expr;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

/**
 * Several tensors of one shape that change together, element by element: an optimizer's step. A list of assignments, each an
 * {@link Expr}, is applied to any number of groups of tensors at once: on a card in one launch, on the CPU in one pass over
 * each group.
 *
 * <p>In the expressions, inputs {@code 0 … tensors − 1} are the tensors of a group and the inputs after them its scalars, which
 * lie on the device: what changes from step to step is written there, and a step that was recorded once can be replayed.
 * Assignments are made in order; each reads what those before it wrote, rounded to the tensors' dtype.
 *
 * <pre>{@code
 * Expr parameter = Expr.input(0), gradient = Expr.input(1), velocity = Expr.input(2);
 * Expr rate = Expr.input(3), momentum = Expr.input(4);
 * Update sgd = new Update(3, 2, List.of(
 *         new Update.Assignment(2, velocity.mul(momentum).add(gradient)),
 *         new Update.Assignment(0, parameter.sub(velocity.mul(rate)))));
 * sgd.apply(List.of(
 *         new Update.Group(List.of(weight, weightGradient, weightVelocity), rateAndMomentum),
 *         new Update.Group(List.of(bias, biasGradient, biasVelocity), rateAndMomentum)));
 * }</pre>
 *
 * @param tensors in a group, at least 1
 * @param scalars of a group
 * @param assignments in order, at least one
 */
public record Update(int tensors, int scalars, List<Assignment> assignments) {
    /**
     * {@code target ← value}.
     *
     * @param target number of the tensor that is written
     * @param value function of the tensors and scalars
     */
    public record Assignment(int target, Expr value) {}

    /**
     * What an update is applied to.
     *
     * @param tensors as many as the update says, F32 or F64, of one shape and dtype; none shares memory with another, or with
     *     another group's, unless neither is written
     * @param scalars {@code [scalars]}, of the tensors' dtype
     */
    public record Group(List<Tensor> tensors, Tensor scalars) {
        /** Takes a copy of the list. */
        public Group {
            tensors = List.copyOf(tensors);
        }
    }

    /**
     * Takes a copy of the list.
     *
     * @throws IllegalArgumentException if there are no tensors or assignments, more than {@value Expr#MAX_INPUTS} tensors and
     *     scalars, or an assignment reads or writes what is not there
     */
    public Update {
        assignments = List.copyOf(assignments);
        if (tensors < 1 || scalars < 0 || tensors + scalars > Expr.MAX_INPUTS || assignments.isEmpty()) {
            throw new IllegalArgumentException(
                    "update: needs 1 to %d tensors and scalars, and assignments: got %d tensors, %d scalars, %s"
                            .formatted(Expr.MAX_INPUTS, tensors, scalars, assignments));
        }
        for (Assignment assignment : assignments) {
            if (assignment.target < 0 || assignment.target >= tensors
                    || assignment.value.arity() > tensors + scalars) {
                throw new IllegalArgumentException("update: %s does not fit %d tensors and %d scalars".formatted(
                        assignment, tensors, scalars));
            }
        }
    }

    /** Whether an assignment writes this tensor of a group. */
    public boolean writes(int tensor) {
        for (Assignment assignment : assignments) {
            if (assignment.target == tensor) {
                return true;
            }
        }
        return false;
    }

    /**
     * Makes the assignments in every group.
     *
     * @param groups on one device
     * @throws ShapeException if the shapes in a group differ, there are not as many tensors or scalars as this update says, or
     *     a tensor to be written is a broadcast view
     * @throws DTypeException if the dtypes in a group differ or are not floating
     * @throws DeviceException if the devices differ
     */
    public void apply(List<Group> groups) {
        if (groups.isEmpty()) {
            return;
        }
        List<View[]> views = new ArrayList<>(groups.size());
        for (Group group : groups) {
            Operands.device("update", groups.getFirst().scalars, group.scalars);
            views.add(views(group));
        }
        groups.getFirst().scalars.device().backend().update(this, views);
        Reference.reachabilityFence(groups);
    }

    private View[] views(Group group) {
        if (group.tensors.size() != tensors || group.scalars.shape().rank() != 1
                || group.scalars.shape().size(0) != scalars) {
            throw new ShapeException("update: needs %d tensors and scalars [%d], got %d tensors and scalars %s"
                    .formatted(tensors, scalars, group.tensors.size(), group.scalars.shape()));
        }
        if (!group.scalars.dtype().isFloating()) {
            throw new DTypeException("update: needs F32 or F64, got " + group.scalars.dtype());
        }
        View[] views = new View[tensors + 1];
        for (int i = 0; i < tensors; i++) {
            Tensor tensor = group.tensors.get(i);
            Operands.device("update", group.scalars, tensor);
            Operands.dtype("update", group.scalars, tensor);
            if (!tensor.shape().equals(group.tensors.getFirst().shape())) {
                throw new ShapeException("update: shapes differ: tensor 0 %s, tensor %d %s".formatted(group.tensors
                        .getFirst().shape(), i, tensor.shape()));
            }
            views[i] = tensor.view();
            if (writes(i)) {
                InPlace.checkWritable("update", views[i]);
            }
        }
        views[tensors] = group.scalars.view();
        return views;
    }
}

package dev.culebra.nn;

import dev.culebra.engine.Shape;
import dev.culebra.engine.ShapeException;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.autograd.LossReduction;
import dev.culebra.nn.autograd.Variable;
import java.util.Arrays;

/**
 * Scores of classes as rows. Scores come as {@code [n, classes]} with labels {@code [n]}; as {@code [n, classes, d…]} with labels
 * {@code [n, d…]}, as for the pixels of images; or as {@code [classes]} with one label.
 *
 * @param rows {@code [examples, classes]}
 * @param labels {@code [examples]}
 * @param shape of the labels as they came
 */
record ClassRows(Variable rows, Tensor labels, Shape shape) {
    static ClassRows of(String operation, Variable scores, Tensor labels) {
        Shape shape = scores.shape();
        int rank = shape.rank();
        long[] sizes = shape.toArray();
        long[] beside = rank < 2 ? new long[0] : new long[rank - 1];
        for (int axis = 0; axis < beside.length; axis++) {
            beside[axis] = sizes[axis == 0 ? 0 : axis + 1];
        }
        if (rank == 0 || !labels.shape().equals(Shape.of(beside))) {
            throw new ShapeException(
                    "%s: needs logits [n, classes] and labels [n], or logits [n, classes, d…] and labels"
                            .formatted(operation) + " [n, d…]: logits %s, labels %s".formatted(shape, labels.shape()));
        }
        if (rank == 2) {
            return new ClassRows(scores, labels, labels.shape());
        }
        long classes = shape.size(rank == 1 ? 0 : 1);
        long examples = labels.shape().elements();
        Variable last = rank == 1 ? scores : scores.permute(classesLast(rank));
        return new ClassRows(last.reshape(examples, classes), labels.flatten(), labels.shape());
    }

    private static int[] classesLast(int rank) {
        int[] axes = new int[rank];
        Arrays.setAll(axes, axis -> axis == 0 ? 0 : axis == rank - 1 ? 1 : axis + 1);
        return axes;
    }

    /** Losses of the rows in the shape of the labels, unless they were reduced. */
    Variable shaped(Variable losses, LossReduction reduction) {
        return reduction == LossReduction.NONE && shape.rank() != 1 ? losses.reshape(shape) : losses;
    }
}

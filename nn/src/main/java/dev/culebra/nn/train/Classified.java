package dev.culebra.nn.train;

import dev.culebra.engine.ShapeException;
import dev.culebra.engine.Tensor;

/** Scores of classes, {@code [n, classes]}, with the right ones, I64 labels {@code [n]}. */
final class Classified {
    private Classified() {}

    static void check(String metric, Tensor scores, Tensor labels) {
        if (scores.shape().rank() != 2 || labels.shape().rank() != 1 || scores.shape().size(0) != labels.shape()
                .size(0)) {
            throw new ShapeException("%s: needs scores [n, classes] and labels [n]: scores %s, labels %s".formatted(
                    metric, scores.shape(), labels.shape()));
        }
    }

    /** How many have their largest score at their label. */
    static double correct(Tensor scores, Tensor labels) {
        check("accuracy", scores, labels);
        if (labels.shape().elements() == 0) {
            return 0;
        }
        try (Tensor chosen = scores.argmax(1); Tensor correct = chosen.eq(labels); Tensor count = correct.sum()) {
            return count.item();
        }
    }

    /** How many have the score at their label among the k largest. */
    static double among(Tensor scores, Tensor labels, int k) {
        check("top" + k, scores, labels);
        double[] all = scores.toDoubles();
        long[] right = labels.toLongs();
        int classes = Math.toIntExact(scores.shape().size(1));
        int count = 0;
        for (int row = 0; row < right.length; row++) {
            count += ahead(all, row * classes, classes, label(right[row], classes)) < k ? 1 : 0;
        }
        return count;
    }

    /** How many classes come before one; NaN comes first, as for argmax. */
    private static int ahead(double[] all, int start, int classes, int label) {
        double own = all[start + label];
        int ahead = 0;
        for (int i = 0; i < classes; i++) {
            int order = Double.compare(all[start + i] + 0.0, own + 0.0);
            ahead += order > 0 || order == 0 && i < label ? 1 : 0;
        }
        return ahead;
    }

    /**
     * @throws IndexOutOfBoundsException if a label is none of the classes
     */
    static int label(long label, int classes) {
        if (label < 0 || label >= classes) {
            throw new IndexOutOfBoundsException("metric: label %d is none of %d classes".formatted(label, classes));
        }
        return (int) label;
    }

}

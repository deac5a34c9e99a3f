package dev.culebra.nn.autograd;

import dev.culebra.engine.Scope;
import dev.culebra.engine.ShapeException;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Expr;

/**
 * For logits {@code [n, classes]} and labels {@code [n]}: {@code loss = −(1/n)·Σ log softmax(logits)[label]}, and
 * {@code dlogits = (softmax(logits) − onehot(label))·dloss/n}. The softmax is computed again in the backward pass: that reads
 * the logits once more, and saves keeping a second array of their size.
 */
final class CrossEntropyRule {
    private CrossEntropyRule() {}

    static Tensor value(Tensor logits, Tensor labels) {
        check(logits, labels);
        try (Scope scope = Scope.open()) {
            Tensor chosen = picked(logits.logSoftmax(1), labels);
            return scope.keep(chosen.mean().neg());
        }
    }

    private static Tensor picked(Tensor logProbabilities, Tensor labels) {
        try {
            return logProbabilities.gather(1, labels.unsqueeze(1));
        } catch (IndexOutOfBoundsException outside) {
            throw (IndexOutOfBoundsException) new IndexOutOfBoundsException(
                    "crossEntropy: labels must lie in [0, %d): %s".formatted(logProbabilities.shape().size(1),
                            outside.getMessage()))
                    .initCause(outside);
        }
    }

    private static void check(Tensor logits, Tensor labels) {
        if (logits.shape().rank() != 2 || labels.shape().rank() != 1
                || logits.shape().size(0) != labels.shape().size(0)) {
            throw new ShapeException("crossEntropy: needs logits [n, classes] and labels [n]: logits %s, labels %s"
                    .formatted(logits.shape(), labels.shape()));
        }
    }

    static Tensor gradient(Tensor logits, Tensor labels, Tensor upstream) {
        double share = 1.0 / Math.max(1, logits.shape().size(0));
        try (Scope scope = Scope.open()) {
            Tensor scale = upstream.mul(share);
            Tensor gradient = logits.softmax(1);
            gradient.set(Expr.input(0).mul(Expr.input(1)), gradient, scale);
            Tensor index = labels.unsqueeze(1);
            return scope.keep(gradient.scatterAdd(1, index, scale.neg().broadcastTo(index.shape())));
        }
    }
}

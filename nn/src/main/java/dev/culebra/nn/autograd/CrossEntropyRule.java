package dev.culebra.nn.autograd;

import dev.culebra.engine.ClassLosses;
import dev.culebra.engine.ClassTargets;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Expr;

/**
 * The cross-entropy of rows of logits, and for each row {@code dlogits = (softmax(logits) − target)·dloss}; the mean is the sum
 * over the sum of the rows' weights, which do not depend on the logits. The softmax is computed again in the backward pass:
 * that reads the logits once more, and saves keeping a second array of their size.
 */
final class CrossEntropyRule {
    private CrossEntropyRule() {}

    static Tensor value(Op.CrossEntropy op, Tensor... x) {
        try (Scope scope = Scope.open()) {
            ClassTargets targets = targets(op, x);
            ClassLosses rows = x[0].crossEntropy(targets);
            return scope.keep(switch (op.reduction()) {
                case NONE -> rows.losses();
                case SUM -> rows.losses().sum();
                case MEAN -> targets.isPlain() ? rows.losses().mean() : rows.losses().sum().div(rows.weights().sum());
            });
        }
    }

    static Tensor gradient(Op.CrossEntropy op, Saved saved, Tensor upstream) {
        Tensor logits = saved.input(0);
        try (Scope scope = Scope.open()) {
            ClassTargets targets = saved.inputs() == 3
                    ? targets(op, logits, saved.input(1), saved.input(2))
                    : targets(op, logits, saved.input(1));
            Tensor scale = switch (op.reduction()) {
                case NONE, SUM -> upstream;
                case MEAN -> targets.isPlain()
                        ? upstream.map(Expr.input(0).div(Math.max(1, logits.shape().size(0))))
                        : upstream.div(logits.crossEntropy(targets).weights().sum());
            };
            return scope.keep(logits.crossEntropyGradient(targets, scale));
        }
    }

    private static ClassTargets targets(Op.CrossEntropy op, Tensor... x) {
        ClassTargets targets = ClassTargets.of(x[1]).smoothed(op.smoothing());
        ClassTargets weighted = x.length == 3 ? targets.weighted(x[2]) : targets;
        return op.ignored().isPresent() ? weighted.ignoring(op.ignored().getAsLong()) : weighted;
    }
}

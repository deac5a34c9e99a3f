package dev.culebra.nn.autograd;

import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;

/** What was taken by index hands its gradient back by the same index; what was taken twice gets both. */
final class IndexRule {
    private IndexRule() {}

    static Tensor select(int axis, Saved saved, Tensor upstream) {
        return zeros(saved, upstream).indexAdd(axis, saved.input(1), upstream);
    }

    static Tensor gather(int axis, Saved saved, Tensor upstream) {
        Tensor index = saved.input(1);
        Shape shape = saved.shape(0);
        try (Scope scope = Scope.open()) {
            Tensor gradient = zeros(saved, upstream);
            Tensor covered = gradient;
            for (int beside = 0; beside < shape.rank(); beside++) {
                if (beside != shape.axis("gather", axis)) {
                    covered = covered.slice(beside, 0, index.shape().size(beside));
                }
            }
            covered.scatterAdd(axis, index, upstream);
            return scope.keep(gradient);
        }
    }

    static Tensor embedding(Saved saved, Tensor upstream) {
        try (Scope scope = Scope.open()) {
            Tensor index = saved.input(1).flatten();
            Tensor rows = upstream.reshape(index.shape().size(0), saved.shape(0).size(1));
            return scope.keep(zeros(saved, upstream).indexAdd(0, index, rows));
        }
    }

    private static Tensor zeros(Saved saved, Tensor upstream) {
        return Tensor.zeros(saved.shape(0), upstream.dtype(), upstream.device());
    }
}

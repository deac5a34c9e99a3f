package dev.culebra.nn.autograd;

import dev.culebra.engine.Reduction;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Expr;

/**
 * A sum hands its gradient to every element; a maximum or minimum to the elements that attain it, in equal shares.
 */
final class ReduceRule {
    private static final Expr ATTAINS = Expr.select(Expr.input(0).eq(Expr.input(1)), 1, Expr.constant(0));
    private static final Expr SHARE = Expr.input(0).mul(Expr.input(1)).div(Expr.input(2));

    private ReduceRule() {}

    static Tensor gradient(Op.Reduce op, Saved saved, Tensor upstream) {
        Reduced reduced = Reduced.of(saved.shape(0), op.axes());
        try (Scope scope = Scope.open()) {
            Tensor repeated = reduced.aligned(upstream).broadcastTo(reduced.shape());
            if (op.reduction() == Reduction.SUM || reduced.axes().length == 0) {
                return scope.keep(repeated);
            }
            Tensor attained = saved.input(0).map(ATTAINS, reduced.aligned(saved.output()));
            Tensor number = attained.reduce(Reduction.SUM, true, reduced.axes());
            return scope.keep(attained.map(SHARE, repeated, number));
        }
    }
}

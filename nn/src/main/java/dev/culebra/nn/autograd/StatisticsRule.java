package dev.culebra.nn.autograd;

import dev.culebra.engine.Scope;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Expr;

/**
 * For the variance {@code Σ (x − mean)² / (n − correction)}: {@code dx = 2·(x − mean)·dy / (n − correction)}; the mean's own
 * part vanishes, as deviations sum to 0. For {@code y = log Σ e^x}: {@code dx = e^(x − y)·dy}.
 */
final class StatisticsRule {
    private static final Expr X = Expr.input(0);
    private static final Expr Y = Expr.input(1);
    private static final Expr DY = Expr.input(2);
    private static final Expr SHARE = X.sub(Y).exp().mul(DY);

    private StatisticsRule() {}

    static Tensor gradient(Op.Var op, Saved saved, Tensor upstream) {
        Reduced reduced = Reduced.of(saved.shape(0), op.axes());
        Tensor x = saved.input(0);
        try (Scope scope = Scope.open()) {
            double scale = 2 / Math.max(0, reduced.count() - op.correction());
            Tensor mean = reduced.aligned(x.mean(true, reduced.axes()));
            return scope.keep(x.map(X.sub(Y).mul(scale).mul(DY), mean, reduced.aligned(upstream)));
        }
    }

    static Tensor gradient(Op.LogSumExp op, Saved saved, Tensor upstream) {
        Reduced reduced = Reduced.of(saved.shape(0), op.axes());
        try (Scope scope = Scope.open()) {
            return scope.keep(saved.input(0).map(SHARE, reduced.aligned(saved.output()), reduced.aligned(upstream)));
        }
    }
}

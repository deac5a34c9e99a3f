package dev.culebra.nn.autograd;

import dev.culebra.engine.Reduction;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Expr;

/**
 * For {@code y = softmax(x)}: {@code dx = y·(dy − Σ dy·y)}; for {@code y = log softmax(x)}: {@code dx = dy − e^y·Σ dy}.
 */
final class SoftmaxRule {
    private static final Expr Y = Expr.input(0);
    private static final Expr DY = Expr.input(1);
    private static final Expr SUM = Expr.input(2);
    private static final Expr GRADIENT = Y.mul(DY.sub(SUM));
    private static final Expr LOG_GRADIENT = DY.sub(Y.exp().mul(SUM));

    private SoftmaxRule() {}

    static Tensor gradient(int axis, Tensor y, Tensor upstream) {
        try (Scope scope = Scope.open()) {
            Tensor sum = y.mul(upstream).reduce(Reduction.SUM, true, axis);
            return scope.keep(y.map(GRADIENT, upstream, sum));
        }
    }

    static Tensor logGradient(int axis, Tensor y, Tensor upstream) {
        try (Scope scope = Scope.open()) {
            return scope.keep(y.map(LOG_GRADIENT, upstream, upstream.reduce(Reduction.SUM, true, axis)));
        }
    }
}

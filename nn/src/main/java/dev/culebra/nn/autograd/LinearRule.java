package dev.culebra.nn.autograd;

import dev.culebra.engine.Epilogue;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Expr;

/**
 * For {@code Y = X·Wᵀ + b}: {@code dX = dY·W}, {@code dW = dYᵀ·X}, {@code db = Σ dY} over all axes but the last.
 */
final class LinearRule {
    private static final Expr ADD_BIAS = Expr.input(0).add(Expr.input(1));

    private LinearRule() {}

    static Tensor value(Tensor... x) {
        try (Scope scope = Scope.open()) {
            Epilogue epilogue = x.length == 3 ? Epilogue.of(ADD_BIAS, x[2]) : Epilogue.NONE;
            return scope.keep(x[0].matmul(x[1].transpose(), epilogue));
        }
    }

    static Tensor gradient(int i, Saved saved, Tensor upstream) {
        try (Scope scope = Scope.open()) {
            return scope.keep(switch (i) {
                case 0 -> upstream.matmul(saved.input(1));
                case 1 -> rows(upstream).transpose().matmul(rows(saved.input(0)));
                default -> Broadcasting.undo(upstream.share(), saved.shape(2));
            });
        }
    }

    /** {@code […, n]} as {@code [rows, n]}. */
    private static Tensor rows(Tensor tensor) {
        long columns = tensor.shape().size(-1);
        long rows = 1;
        for (int axis = 0; axis < tensor.shape().rank() - 1; axis++) {
            rows *= tensor.shape().size(axis);
        }
        return tensor.reshape(rows, columns);
    }
}

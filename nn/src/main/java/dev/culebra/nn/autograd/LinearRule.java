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
        Epilogue epilogue = x.length == 3 ? Epilogue.of(ADD_BIAS, x[2]) : Epilogue.NONE;
        try (Tensor turned = x[1].transpose()) {
            return x[0].matmul(turned, epilogue);
        }
    }

    static Tensor gradient(int i, Saved saved, Tensor upstream) {
        return switch (i) {
            case 0 -> upstream.matmul(saved.input(1));
            case 1 -> weight(upstream, saved.input(0));
            default -> upstream.shape().rank() == 2
                    ? upstream.sum(0)
                    : Broadcasting.undo(upstream.share(), saved.shape(2));
        };
    }

    private static Tensor weight(Tensor upstream, Tensor input) {
        if (upstream.shape().rank() == 2) {
            try (Tensor turned = upstream.transpose()) {
                return turned.matmul(input);
            }
        }
        try (Scope scope = Scope.open()) {
            return scope.keep(rows(upstream).transpose().matmul(rows(input)));
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

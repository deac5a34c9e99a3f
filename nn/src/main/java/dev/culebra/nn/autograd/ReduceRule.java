package dev.culebra.nn.autograd;

import dev.culebra.engine.Reduction;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Expr;
import java.util.Arrays;

/**
 * A sum hands its gradient to every element; a maximum or minimum to the elements that attain it, in equal shares.
 */
final class ReduceRule {
    private static final Expr ATTAINS = Expr.select(Expr.input(0).eq(Expr.input(1)), 1, Expr.constant(0));
    private static final Expr SHARE = Expr.input(0).mul(Expr.input(1)).div(Expr.input(2));

    private ReduceRule() {}

    static Tensor gradient(Op.Reduce op, Saved saved, Tensor upstream) {
        Shape shape = saved.shape(0);
        boolean[] reduced = shape.axes("reduce", op.axes().stream().mapToInt(Integer::intValue).toArray());
        Shape kept = shape;
        int[] axes = new int[reduced.length];
        int count = 0;
        for (int axis = 0; axis < reduced.length; axis++) {
            if (reduced[axis]) {
                kept = kept.with(axis, 1);
                axes[count++] = axis;
            }
        }
        try (Scope scope = Scope.open()) {
            Tensor repeated = upstream.reshape(kept).broadcastTo(shape);
            if (op.reduction() == Reduction.SUM || count == 0) {
                return scope.keep(repeated);
            }
            Tensor attained = saved.input(0).map(ATTAINS, saved.output().reshape(kept));
            Tensor number = attained.reduce(Reduction.SUM, true, Arrays.copyOf(axes, count));
            return scope.keep(attained.map(SHARE, repeated, number));
        }
    }
}

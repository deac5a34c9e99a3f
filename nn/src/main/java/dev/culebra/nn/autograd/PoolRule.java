package dev.culebra.nn.autograd;

import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.Window;
import dev.culebra.engine.expr.Expr;

/**
 * The mean of a window hands an equal part of its gradient to every element; its maximum hands it to the first element, by
 * rows, that attains it.
 */
final class PoolRule {
    private static final Expr GRADIENT = Expr.input(0);
    private static final Expr X = Expr.input(1);
    private static final Expr Y = Expr.input(2);
    private static final Expr TAKEN = Expr.input(3);
    private static final Expr DY = Expr.input(4);
    /** 1 where the element is the maximum, also one that is NaN. */
    private static final Expr ATTAINS = X.eq(Y).max(X.ne(X));
    private static final Expr ADDED = GRADIENT.add(Expr.select(ATTAINS.gt(TAKEN), DY, 0));
    private static final Expr TAKEN_AFTER = TAKEN.max(ATTAINS);

    private PoolRule() {}

    static Tensor max(Window window, Saved saved, Tensor upstream) {
        Shape shape = saved.shape(0);
        Tensor y = saved.output();
        try (Scope scope = Scope.open()) {
            Tensor windows = Folding.unfold(saved.input(0), window, Double.NEGATIVE_INFINITY);
            Tensor gradient = Folding.padded(upstream, window, shape);
            Tensor target = gradient.windows(window.padding(0));
            Tensor taken = Tensor.zeros(y.shape(), y.dtype(), y.device());
            for (long row = 0; row < window.height().size(); row++) {
                for (long column = 0; column < window.width().size(); column++) {
                    Tensor at = Folding.element(target, row, column);
                    Tensor x = Folding.element(windows, row, column);
                    at.set(ADDED, at, x, y, taken, upstream);
                    taken.set(TAKEN_AFTER, taken, x, y, taken);
                }
            }
            return scope.keep(Folding.inside(gradient, window, shape));
        }
    }

    static Tensor mean(Window window, Saved saved, Tensor upstream) {
        try (Scope scope = Scope.open()) {
            Tensor share = upstream.div(window.elements()).unsqueeze(-1).unsqueeze(-1);
            long height = window.height().size();
            long width = window.width().size();
            int rank = share.shape().rank();
            Tensor windows = share.broadcastTo(share.shape().with(rank - 2, height).with(rank - 1, width));
            return scope.keep(Folding.fold(windows, window, saved.shape(0)));
        }
    }
}

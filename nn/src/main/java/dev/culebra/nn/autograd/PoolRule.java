package dev.culebra.nn.autograd;

import dev.culebra.engine.Scope;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.Window;
import dev.culebra.engine.expr.Expr;

/**
 * The mean of a window hands an equal part of its gradient to every element; its maximum hands it to the first element, by
 * rows, that attains it.
 */
final class PoolRule {
    private static final Expr X = Expr.input(0);
    private static final Expr Y = Expr.input(1);
    private static final Expr TAKEN = Expr.input(2);
    private static final Expr DY = Expr.input(3);
    /** 1 where the element is the maximum, also one that is NaN. */
    private static final Expr ATTAINS = X.eq(Y).max(X.ne(X));
    private static final Expr SHARE = Expr.select(ATTAINS.gt(TAKEN), DY, 0);
    private static final Expr TAKEN_AFTER = TAKEN.max(ATTAINS);

    private PoolRule() {}

    /** Elements at one place of their windows lie side by side while they are compared. */
    static Tensor max(Window window, Saved saved, Tensor upstream) {
        Tensor y = saved.output();
        try (Scope scope = Scope.open()) {
            Tensor windows = Folding.unfold(saved.input(0), window, Double.NEGATIVE_INFINITY);
            int rank = windows.shape().rank();
            Tensor x = windows.permute(Folding.rotated(rank, 2)).contiguous();
            Tensor shares = Tensor.allocate(x.shape(), x.dtype(), x.device());
            Tensor taken = Tensor.zeros(y.shape(), y.dtype(), y.device());
            for (long row = 0; row < window.height().size(); row++) {
                for (long column = 0; column < window.width().size(); column++) {
                    Tensor here = x.select(0, row).select(0, column);
                    shares.select(0, row).select(0, column).set(SHARE, here, y, taken, upstream);
                    taken.set(TAKEN_AFTER, here, y, taken);
                }
            }
            return scope.keep(Folding.fold(shares.permute(Folding.rotated(rank, -2)), window, saved.shape(0)));
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

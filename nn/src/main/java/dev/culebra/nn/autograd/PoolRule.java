package dev.culebra.nn.autograd;

import dev.culebra.engine.Scope;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.Window;

/**
 * The mean of a window hands an equal part of its gradient to every element; its maximum hands it to the first element, by
 * rows, that attains it.
 */
final class PoolRule {
    private PoolRule() {}

    static Tensor max(Window window, Saved saved, Tensor upstream) {
        return saved.input(0).maxPool2dGradient(saved.output(), upstream, window);
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

package dev.culebra.engine.backend;

import dev.culebra.engine.Reduction;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import dev.culebra.engine.Window;
import dev.culebra.engine.expr.Expr;
import java.util.Arrays;

/**
 * Pooling in terms of the verbs. The gradient of a window's maximum goes to the first element, by rows, that attains it: all
 * windows are gone through together, one place after the other.
 */
final class PoolingKernels {
    private static final Expr X = Expr.input(0);
    private static final Expr Y = Expr.input(1);
    private static final Expr TAKEN = Expr.input(2);
    private static final Expr DY = Expr.input(3);
    /** 1 where the element is the maximum, also one that is NaN. */
    private static final Expr ATTAINS = X.eq(Y).max(X.ne(X));
    private static final Expr SHARE = Expr.select(ATTAINS.gt(TAKEN), DY, 0);
    private static final Expr TAKEN_AFTER = TAKEN.max(ATTAINS);

    private PoolingKernels() {}

    static void pool(Backend backend, Reduction reduction, View input, Window window, View output) {
        try (Temporaries memory = new Temporaries(backend)) {
            View windows = new PaddedImages(backend, memory, window).windows(input, outside(reduction));
            boolean[] axes = new boolean[windows.shape().rank()];
            Arrays.fill(axes, axes.length - 2, axes.length, true);
            backend.reduce(reduction, windows, axes, output.with(output.layout().unsqueeze(-1).unsqueeze(-1)));
        }
    }

    /** What changes nothing. */
    static double outside(Reduction reduction) {
        return switch (reduction) {
            case MAX -> Double.NEGATIVE_INFINITY;
            case MIN -> Double.POSITIVE_INFINITY;
            case SUM -> 0;
            case ARGMAX, ARGMIN -> throw new IllegalArgumentException("pool: an index has no place in a window: "
                    + reduction);
        };
    }

    /** Elements at one place of their windows lie side by side while they are compared. */
    static void maxGradient(Backend backend, View input, View output, View upstream, Window window,
            View inputGradient) {
        try (Temporaries memory = new Temporaries(backend)) {
            PaddedImages images = new PaddedImages(backend, memory, window);
            View windows = byPlace(images.windows(input, Double.NEGATIVE_INFINITY), 2);
            View x = memory.take(windows.shape(), windows.dtype());
            backend.copy(windows, x);
            View shares = memory.take(x.shape(), x.dtype());
            View taken = memory.map(output.shape(), output.dtype(), Expr.constant(0));
            for (long row = 0; row < window.height().size(); row++) {
                for (long column = 0; column < window.width().size(); column++) {
                    View here = at(x, row, column);
                    backend.map(SHARE, new View[] {here, output, taken, upstream}, at(shares, row, column));
                    backend.map(TAKEN_AFTER, new View[] {here, output, taken}, taken);
                }
            }
            images.fold(byPlace(shares, -2), inputGradient);
        }
    }

    private static View at(View byPlace, long row, long column) {
        return byPlace.with(byPlace.layout().select(0, row).select(0, column));
    }

    /** All axes in order, the last {@code count} of them in front; the first behind the others for a negative count. */
    private static View byPlace(View windows, int count) {
        Shape shape = windows.shape();
        int[] axes = new int[shape.rank()];
        Arrays.setAll(axes, i -> Math.floorMod(i - count, shape.rank()));
        return windows.with(windows.layout().permute(axes));
    }
}

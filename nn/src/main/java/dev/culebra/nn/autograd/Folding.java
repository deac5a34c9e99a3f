package dev.culebra.nn.autograd;

import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.Window;
import dev.culebra.engine.Window.Side;
import dev.culebra.engine.expr.Expr;

/** What belongs to windows, added up where they lie. */
final class Folding {
    private static final Expr ADD = Expr.input(0).add(Expr.input(1));

    private Folding() {}

    /**
     * Adds each window's values to the elements it looks at. Windows may overlap, but no two have the same element at the
     * same place: so all windows are added at once, one place after the other, always in the same order.
     *
     * @param windows {@code […, rows, columns, height, width]}
     * @param shape of the result, without padding
     */
    static Tensor fold(Tensor windows, Window window, Shape shape) {
        Tensor sum = padded(windows, window, shape);
        Tensor target = sum.windows(window.padding(0));
        if (window.isDisjoint()) {
            target.set(windows);
        } else {
            for (long row = 0; row < window.height().size(); row++) {
                for (long column = 0; column < window.width().size(); column++) {
                    Tensor at = element(target, row, column);
                    at.set(ADD, at, element(windows, row, column));
                }
            }
        }
        return inside(sum, window, shape);
    }

    /** Zeros for the padded images of {@code shape}. */
    private static Tensor padded(Tensor like, Window window, Shape shape) {
        Side height = window.height();
        Side width = window.width();
        return Tensor.zeros(shape.with(-2, shape.size(-2) + 2 * height.padding()).with(-1, shape.size(-1) + 2 * width
                .padding()), like.dtype(), like.device());
    }

    /** Images without their padding. */
    private static Tensor inside(Tensor padded, Window window, Shape shape) {
        Side height = window.height();
        Side width = window.width();
        return padded.slice(-2, height.padding(), height.padding() + shape.size(-2)).slice(-1, width.padding(), width
                .padding() + shape.size(-1));
    }

    /** One element of every window: {@code […, rows, columns]}. */
    private static Tensor element(Tensor windows, long row, long column) {
        return windows.select(-1, column).select(-1, row);
    }
}

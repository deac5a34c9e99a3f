package dev.culebra.engine.backend;

import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import dev.culebra.engine.Window;
import dev.culebra.engine.Window.Side;
import dev.culebra.engine.expr.Expr;

/** Images {@code […, h, w]} with the rows and columns around them that a window asks for. */
record PaddedImages(Backend backend, Temporaries memory, Window window) {
    private static final Expr ADD = Expr.input(0).add(Expr.input(1));

    /** The windows {@code […, rows, columns, height, width]} of images, {@code outside} all around them. */
    View windows(View images, double outside) {
        return windows(padded(images, outside));
    }

    /** The windows of images that have their padding. */
    View windows(View padded) {
        return padded.with(window.padding(0).over(padded.layout()));
    }

    private View padded(View images, double outside) {
        if (window.height().padding() == 0 && window.width().padding() == 0) {
            return images;
        }
        View padded = filled(images, images.shape(), outside);
        backend.copy(images, inside(padded, images.shape()));
        return padded;
    }

    /** New padded images of one value. */
    View filled(View like, Shape shape, double value) {
        View filled = memory.take(larger(shape), like.dtype());
        backend.map(Expr.constant(value), new View[0], filled);
        return filled;
    }

    private Shape larger(Shape shape) {
        return shape.with(-2, shape.size(-2) + 2 * window.height().padding()).with(-1, shape.size(-1) + 2 * window
                .width().padding());
    }

    /** Padded images without their padding. */
    View inside(View padded, Shape shape) {
        Side height = window.height();
        Side width = window.width();
        Layout rows = padded.layout().slice("pad", -2, height.padding(), height.padding() + shape.size(-2));
        return padded.with(rows.slice("pad", -1, width.padding(), width.padding() + shape.size(-1)));
    }

    /**
     * Adds each window's values to the elements it looks at. Windows may overlap, but no two have the same element at the
     * same place: so all windows are added at once, one place after the other, always in the same order.
     *
     * @param values {@code […, rows, columns, height, width]}
     */
    void fold(View values, View output) {
        View sum = filled(output, output.shape(), 0);
        View target = windows(sum);
        if (window.isDisjoint()) {
            backend.copy(values, target);
        } else {
            for (long row = 0; row < window.height().size(); row++) {
                for (long column = 0; column < window.width().size(); column++) {
                    View at = element(target, row, column);
                    backend.map(ADD, new View[] {at, element(values, row, column)}, at);
                }
            }
        }
        backend.copy(inside(sum, output.shape()), output);
    }

    /** One element of every window: {@code […, rows, columns]}. */
    static View element(View windows, long row, long column) {
        return windows.with(windows.layout().select(-1, column).select(-1, row));
    }
}

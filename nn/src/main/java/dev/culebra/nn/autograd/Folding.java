package dev.culebra.nn.autograd;

import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.Window;
import dev.culebra.engine.Window.Side;
import dev.culebra.engine.expr.Expr;
import java.util.Arrays;

/** Windows of padded images, and their reverse: what belongs to windows added up where they lie. */
final class Folding {
    private static final Expr ADD = Expr.input(0).add(Expr.input(1));

    private Folding() {}

    /** The windows {@code […, rows, columns, height, width]} of an input, with the padding that they ask for. */
    static Tensor unfold(Tensor input, Window window, double outside) {
        return input.pad(window.height().padding(), window.width().padding(), outside).windows(window.padding(0));
    }

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

    /** What belongs to positions {@code […, rows, columns]}, with zeros at the end of each row up to the padded width. */
    static Tensor widened(Tensor positions, Window window, Shape shape) {
        long columns = positions.shape().size(-1);
        long width = shape.size(-1) + 2 * window.width().padding();
        if (columns == width) {
            return positions;
        }
        Tensor wide = Tensor.zeros(positions.shape().with(-1, width), positions.dtype(), positions.device());
        wide.slice(-1, 0, columns).set(positions);
        return wide;
    }

    /**
     * As {@link #fold}, for windows at every position. As rows of positions are as wide as those of the padded images, all that
     * comes from one place of the windows lies in the images as it lies here, only further along; so whole images are added, not
     * rows of them.
     *
     * @param places {@code [n, channels, height·width, rows·w]} for images of padded width w, 0 beyond the last position of a
     *     row
     */
    static Tensor foldWide(Tensor places, Window window, Shape shape) {
        Tensor sum = padded(places, window, shape);
        Tensor flat = sum.flatten(-2, -1);
        long width = sum.shape().size(-1);
        Side height = window.height();
        Side across = window.width();
        long last = (height.size() - 1) * height.dilation() * width + (across.size() - 1) * across.dilation();
        long length = flat.shape().size(-1) - last;
        for (long place = 0; place < window.elements(); place++) {
            long from = place / across.size() * height.dilation() * width + place % across.size() * across.dilation();
            Tensor at = flat.slice(-1, from, from + length);
            at.set(ADD, at, places.select(2, place).slice(-1, 0, length));
        }
        return inside(sum, window, shape);
    }

    /** Zeros for the padded images of {@code shape}. */
    static Tensor padded(Tensor like, Window window, Shape shape) {
        Side height = window.height();
        Side width = window.width();
        return Tensor.zeros(shape.with(-2, shape.size(-2) + 2 * height.padding()).with(-1, shape.size(-1) + 2 * width
                .padding()), like.dtype(), like.device());
    }

    /** Images without their padding. */
    static Tensor inside(Tensor padded, Window window, Shape shape) {
        Side height = window.height();
        Side width = window.width();
        return padded.slice(-2, height.padding(), height.padding() + shape.size(-2)).slice(-1, width.padding(), width
                .padding() + shape.size(-1));
    }

    /** One element of every window: {@code […, rows, columns]}. */
    static Tensor element(Tensor windows, long row, long column) {
        return windows.select(-1, column).select(-1, row);
    }

    /** All axes in order, the last {@code count} of them in front; the first behind the others for a negative count. */
    static int[] rotated(int rank, int count) {
        int[] axes = new int[rank];
        Arrays.setAll(axes, i -> Math.floorMod(i - count, rank));
        return axes;
    }
}

package dev.culebra.nn;

import dev.culebra.engine.Shape;
import dev.culebra.engine.Window;
import dev.culebra.nn.autograd.Variable;

/**
 * The largest element of each window of the last two axes: {@code […, h, w]} → {@code […, rows, columns]}. Padding counts as −∞.
 *
 * <pre>{@code
 * Layer half = MaxPool2d.of(2); // [n, c, 28, 28] → [n, c, 14, 14]
 * }</pre>
 *
 * @param window size, stride, padding and dilation
 */
public record MaxPool2d(Window window) implements Stateless {
    /** Squares side by side. */
    public static MaxPool2d of(long size) {
        return new MaxPool2d(Window.of(size).stride(size));
    }

    @Override
    public Variable forward(Variable input) {
        return input.maxPool2d(window);
    }

    @Override
    public Shape outputShape(Shape input) {
        return window.positions("maxPool2d", input);
    }

    /** As in {@code MaxPool2d(2×2, stride 2)}. */
    @Override
    public String toString() {
        return "MaxPool2d(" + window + ")";
    }
}

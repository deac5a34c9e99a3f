package dev.culebra.nn;

import dev.culebra.engine.Shape;
import dev.culebra.engine.Window;
import dev.culebra.nn.autograd.Variable;

/**
 * The mean of each window of the last two axes: {@code […, h, w]} → {@code […, rows, columns]}. Padding counts, as zeros.
 *
 * <pre>{@code
 * Layer half = AvgPool2d.of(2); // [n, c, 28, 28] → [n, c, 14, 14]
 * }</pre>
 *
 * @param window size, stride, padding and dilation
 */
public record AvgPool2d(Window window) implements Stateless {
    /** Squares side by side. */
    public static AvgPool2d of(long size) {
        return new AvgPool2d(Window.of(size).stride(size));
    }

    @Override
    public Variable forward(Variable input) {
        return input.avgPool2d(window);
    }

    @Override
    public Shape outputShape(Shape input) {
        return window.positions("avgPool2d", input);
    }

    /** As in {@code AvgPool2d(2×2, stride 2)}. */
    @Override
    public String toString() {
        return "AvgPool2d(" + window + ")";
    }
}

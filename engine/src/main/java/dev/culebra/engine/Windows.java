package dev.culebra.engine;

import java.util.Optional;

/**
 * Operations on windows of the last two axes.
 *
 * <pre>{@code
 * Tensor edges = images.conv2d(filters, Window.of(3).padding(1)); // [n, 1, 28, 28] by [8, 1, 3, 3] → [n, 8, 28, 28]
 * Tensor half = edges.maxPool2d(Window.of(2).stride(2));          // [n, 8, 14, 14]
 * }</pre>
 */
public sealed interface Windows permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * Every window, as a view that copies nothing: {@code […, h, w]} gives {@code […, rows, columns, height, width]}.
     * Windows that overlap look at the same elements.
     *
     * @param window without padding: {@link #pad} first
     * @throws ShapeException if the window has padding, or does not fit
     */
    default Tensor windows(Window window) {
        return self().viewed(window.over(self().layout()));
    }

    /**
     * A copy of {@code […, h, w]} with rows and columns of one value added at all four sides; a view where none are.
     *
     * @param rows added above, and below
     * @param columns added left, and right
     * @throws ShapeException if there are less than two axes, or a number is negative
     */
    default Tensor pad(long rows, long columns, double value) {
        return Sliding.pad(self(), rows, columns, value);
    }

    /** {@link #conv2d(Tensor, Optional, Window, int)} without bias, in one group. */
    default Tensor conv2d(Tensor weight, Window window) {
        return conv2d(weight, Optional.empty(), window, 1);
    }

    /**
     * Two-dimensional convolution (cross-correlation, as is usual): output channel o at a position is the sum, over input
     * channels and the elements of the window there, of input times {@code weight[o]}, plus {@code bias[o]}. Outside the
     * image the input is 0.
     *
     * @param weight {@code [out, channels / groups, height, width]}, the window's size
     * @param bias {@code [out]}
     * @param groups parts into which both kinds of channels are divided; each part of the output sees its part of the input
     * @return {@code [n, out, rows, columns]} for {@code [n, channels, h, w]}; without {@code n} for an input without it
     * @throws ShapeException if the shapes do not fit each other, the window or the groups
     * @throws DTypeException unless all are F32 or all F64
     */
    default Tensor conv2d(Tensor weight, Optional<Tensor> bias, Window window, int groups) {
        return Convolving.conv2d(self(), weight, bias, window, groups);
    }

    /**
     * The gradient of a convolution with respect to its input; this tensor is the gradient of its output,
     * {@code [n, out, rows, columns]}, or without {@code n}.
     *
     * <pre>{@code
     * Tensor y = x.conv2d(weight, window);
     * Tensor dx = dy.conv2dInputGradient(weight, window, 1, x.shape()); // dy: of y's shape
     * }</pre>
     *
     * @param weight as {@link #conv2d(Tensor, Optional, Window, int)}
     * @param input shape of the input, and of the result
     * @throws ShapeException if this is not the shape of a convolution of that input
     * @throws DTypeException unless both are F32 or both F64
     */
    default Tensor conv2dInputGradient(Tensor weight, Window window, int groups, Shape input) {
        return Convolving.inputGradient(self(), weight, window, groups, input);
    }

    /**
     * The gradient of a convolution of this tensor with respect to its weight, {@code [out, channels / groups, height, width]}.
     *
     * <pre>{@code
     * Tensor y = x.conv2d(weight, window);
     * Tensor dw = x.conv2dWeightGradient(dy, window, 1); // dy: of y's shape
     * }</pre>
     *
     * @param upstream gradient of the output, {@code [n, out, rows, columns]}; without {@code n} for an input without it
     * @throws ShapeException if this is not the shape of a convolution of this tensor
     * @throws DTypeException unless both are F32 or both F64
     */
    default Tensor conv2dWeightGradient(Tensor upstream, Window window, int groups) {
        return Convolving.weightGradient(self(), upstream, window, groups);
    }

    /**
     * The largest element of each window: {@code […, h, w]} gives {@code […, rows, columns]}. NaN if one is NaN. Padding
     * counts as −∞.
     *
     * @throws ShapeException if the window does not fit
     * @throws DTypeException unless F32 or F64
     */
    default Tensor maxPool2d(Window window) {
        return Sliding.maxPool2d(self(), window);
    }

    /**
     * The gradient of {@link #maxPool2d} of this tensor: what belongs to a window goes to the first element, by rows, that is its
     * maximum, or NaN.
     *
     * @param output what {@link #maxPool2d} gave
     * @param upstream the gradient of that
     * @throws ShapeException if the shapes do not fit each other and the window
     * @throws DTypeException unless all are F32 or all F64
     */
    default Tensor maxPool2dGradient(Tensor output, Tensor upstream, Window window) {
        return Sliding.maxPool2dGradient(self(), output, upstream, window);
    }

    /**
     * The mean of each window: {@code […, h, w]} gives {@code […, rows, columns]}. Padding counts, as zeros.
     *
     * @throws ShapeException if the window does not fit
     * @throws DTypeException unless F32 or F64
     */
    default Tensor avgPool2d(Window window) {
        return Sliding.avgPool2d(self(), window);
    }
}

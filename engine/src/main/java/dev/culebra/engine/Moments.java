package dev.culebra.engine;

/**
 * Mean and variance along some axes.
 *
 * <pre>{@code
 * Moments columns = Tensor.of(Shape.of(2, 2), 1, 5, 3, 5).moments(0);
 * columns.mean().toFloats();     // [2, 5]
 * columns.variance().toFloats(); // [1, 0]
 * }</pre>
 *
 * @param mean of the input's shape with size 1 along those axes; NaN over no elements
 * @param variance likewise; the mean squared distance from the mean, Σ(x − mean)² / n
 */
public record Moments(Tensor mean, Tensor variance) {}

package dev.culebra.engine;

/**
 * Gradients of a normalisation.
 *
 * <pre>{@code
 * NormalizedGradient gradient = x.normalizeGradient(moments, scale, 1e-5, upstream);
 * scale.set(Expr.input(0).sub(Expr.input(1).mul(0.1)), scale, gradient.scale()); // a step downhill
 * }</pre>
 *
 * @param input of the input's shape
 * @param scale of the scale's shape
 * @param shift of the scale's shape
 */
public record NormalizedGradient(Tensor input, Tensor scale, Tensor shift) {}

package dev.culebra.engine;

/**
 * A normalised tensor, with what its gradient needs.
 *
 * <pre>{@code
 * Normalized rows = x.normalize(scale, shift, 1e-5, -1);
 * NormalizedGradient gradient = x.normalizeGradient(rows.moments(), scale, 1e-5, upstream);
 * }</pre>
 *
 * @param output of the input's shape
 * @param moments of the input, along the axes of normalisation
 */
public record Normalized(Tensor output, Moments moments) {}

package dev.culebra.nn.autograd;

import dev.culebra.engine.Moments;

/**
 * A normalised variable, and by what it was normalised, as running statistics need it.
 *
 * <pre>{@code
 * NormalizedVariable rows = x.normalize(scale, shift, 1e-5, -1);
 * Variable y = rows.output(); // [b, n], each row with mean 0 and deviation 1 before scale and shift
 * }</pre>
 *
 * @param output of the input's shape
 * @param moments of the input, along the axes of normalisation, which stay with size 1; no gradient goes to them
 */
public record NormalizedVariable(Variable output, Moments moments) {}

package dev.culebra.nn.autograd;

import dev.culebra.engine.Moments;

/**
 * A normalised variable, and by what it was normalised, as running statistics need it.
 *
 * @param output of the input's shape
 * @param moments of the input, along the axes of normalisation, which stay with size 1; no gradient goes to them
 */
public record NormalizedVariable(Variable output, Moments moments) {}

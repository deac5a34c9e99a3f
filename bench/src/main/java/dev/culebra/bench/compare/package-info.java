/**
 * Culebra beside others on the same machine: products, elementwise functions, training steps, with raw cuBLAS and PyTorch, each
 * checked before it is timed.
 */
@NullMarked
package dev.culebra.bench.compare;

import org.jspecify.annotations.NullMarked;

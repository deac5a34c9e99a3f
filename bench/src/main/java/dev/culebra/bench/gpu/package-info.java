/** The figures of a card: products, elementwise functions, training steps, beside raw cuBLAS and PyTorch on the same card. */
@NullMarked
package dev.culebra.bench.gpu;

import org.jspecify.annotations.NullMarked;

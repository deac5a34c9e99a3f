/** Pooling on the CPU: windows are reduced where they lie, and their maxima found again for the gradient. */
@NullMarked
package dev.culebra.engine.cpu.pool;

import org.jspecify.annotations.NullMarked;

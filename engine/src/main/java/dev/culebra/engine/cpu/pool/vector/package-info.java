/** Pooling by vectors. */
@NullMarked
package dev.culebra.engine.cpu.pool.vector;

import org.jspecify.annotations.NullMarked;

/** Products by a BLAS that the host has. */
@NullMarked
package dev.culebra.engine.cpu.blas;

import org.jspecify.annotations.NullMarked;

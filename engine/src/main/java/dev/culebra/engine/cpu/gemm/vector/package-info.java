/** The micro-kernels of products that use the Vector API; nothing else refers to them but by name. */
@NullMarked
package dev.culebra.engine.cpu.gemm.vector;

import org.jspecify.annotations.NullMarked;

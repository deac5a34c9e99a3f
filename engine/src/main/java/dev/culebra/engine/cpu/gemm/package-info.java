/** Products of matrices on the CPU: blocking, packing and the micro-kernels in plain Java. */
@NullMarked
package dev.culebra.engine.cpu.gemm;

import org.jspecify.annotations.NullMarked;

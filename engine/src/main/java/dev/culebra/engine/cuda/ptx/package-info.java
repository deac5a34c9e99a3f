/** Elementwise expressions as PTX, the assembly language that an NVIDIA driver compiles. */
package dev.culebra.engine.cuda.ptx;

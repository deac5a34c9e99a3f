package dev.culebra.engine.cpu.gemm;

/** The micro-kernels of one way to compute, for every element type. */
public interface MicroKernels {
    /** Products of 32-bit floating-point matrices. */
    MicroKernel<?, ?> floats();

    /** Products of 64-bit floating-point matrices. */
    MicroKernel<?, ?> doubles();
}

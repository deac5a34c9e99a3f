package dev.culebra.engine.cpu.gemm;

import java.util.Optional;

/** The micro-kernels of one way to compute, for every element type. */
public interface MicroKernels {
    /** Products of 32-bit floating-point matrices. */
    MicroKernel<?, ?> floats();

    /** Products of 64-bit floating-point matrices. */
    MicroKernel<?, ?> doubles();

    /** What gives the bits of {@link #floats()} without having to be compiled first to be of use; empty if nothing does. */
    default Optional<MicroKernel<?, ?>> firstFloats() {
        return Optional.empty();
    }

    /** What gives the bits of {@link #doubles()} without having to be compiled first to be of use; empty if nothing does. */
    default Optional<MicroKernel<?, ?>> firstDoubles() {
        return Optional.empty();
    }
}

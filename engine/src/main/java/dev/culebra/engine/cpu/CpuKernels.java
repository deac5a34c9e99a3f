package dev.culebra.engine.cpu;

import dev.culebra.engine.DType;
import dev.culebra.engine.cpu.gemm.MicroKernels;
import dev.culebra.engine.cpu.loop.Loops;
import dev.culebra.engine.cpu.move.Addition;
import dev.culebra.engine.cpu.reduce.RowLoops;

/**
 * The innermost loops of the verbs, in one of two kinds: {@link ScalarKernels}, and those of the package {@code vector}, which
 * are made of vectors. What is around them, in {@link CpuBackend} and the packages of the verbs, is the same for both.
 */
public interface CpuKernels {
    /** For people: what the loops are made of, as in {@code 512-bit vectors}. */
    String description();

    /** The loops of elementwise functions; call once and keep, for they are compiled as they are needed. */
    Loops loops();

    /** The loops of reductions over elements of a type. */
    RowLoops rows(DType dtype);

    /** Adds runs of F32, F64, I32 or I64 to others. */
    Addition addition(DType dtype);

    /** The loops of matrix products. */
    MicroKernels products();
}

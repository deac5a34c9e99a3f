package dev.culebra.engine.cpu;

import dev.culebra.engine.DType;
import dev.culebra.engine.cpu.conv.SweepKernel;
import dev.culebra.engine.cpu.gemm.MicroKernels;
import dev.culebra.engine.cpu.loop.Loops;
import dev.culebra.engine.cpu.move.Addition;
import dev.culebra.engine.cpu.pool.SquarePools;
import dev.culebra.engine.cpu.reduce.NormalizationRows;
import dev.culebra.engine.cpu.reduce.RowLoops;
import dev.culebra.engine.cpu.reduce.SoftmaxRows;
import java.util.Optional;

/**
 * The innermost loops of the verbs, in one of two kinds: {@link ScalarKernels}, and those of the package {@code vector}, which
 * are made of vectors. What is around them, in {@link CpuBackend} and the packages of the verbs, is the same for both.
 */
public interface CpuKernels {
    /** For people: what the loops are made of, as in {@code 512-bit vectors}. */
    String description();

    /**
     * The loops of elementwise functions; call once and keep, for they are compiled as they are needed.
     *
     * @param warmUp takes them through the JIT, if they gain by that
     */
    Loops loops(Optional<WarmUp> warmUp);

    /** The loops of reductions over elements of a type. */
    RowLoops rows(DType dtype);

    /** The passes of softmax over a row of F32, where there is anything faster than elementwise functions and reductions. */
    Optional<SoftmaxRows> softmaxRows();

    /** The loops of normalisation of F32, where there is anything faster than elementwise functions and reductions. */
    Optional<NormalizationRows> normalizationRows();

    /** Adds runs of F32, F64, I32 or I64 to others. */
    Addition addition(DType dtype);

    /** The loops of matrix products. */
    MicroKernels products();

    /** The loops of convolutions of F32; empty where the verbs make them. */
    Optional<SweepKernel<float[]>> sweeps();

    /** The loops of pooling by windows of 2 by 2, of F32; empty where those for any window serve. */
    Optional<SquarePools> pools();
}

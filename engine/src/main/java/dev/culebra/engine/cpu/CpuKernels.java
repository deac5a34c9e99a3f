package dev.culebra.engine.cpu;

import dev.culebra.engine.Distribution;
import dev.culebra.engine.Epilogue;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.View;
import dev.culebra.engine.expr.Expr;

/**
 * The five verbs on host memory, as {@link dev.culebra.engine.backend.Backend} defines them; every view's storage is a
 * {@link HostStorage}. Done when a method returns. Results do not depend on the number of threads.
 */
interface CpuKernels {
    /** For people: what the loops are made of, as in {@code 512-bit vectors}. */
    String description();

    void map(Expr f, View[] inputs, View output);

    void reduce(Reduction reduction, View input, boolean[] axes, View output);

    void matmul(View lhs, View rhs, View output, Epilogue epilogue);

    void copy(View input, View output);

    void gather(View source, View index, int axis, View output);

    void scatterAdd(View source, View index, int axis, View output);

    void random(Distribution distribution, long seed, long counter, View output);
}

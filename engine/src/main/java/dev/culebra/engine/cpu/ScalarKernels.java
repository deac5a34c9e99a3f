package dev.culebra.engine.cpu;

import dev.culebra.engine.DType;
import dev.culebra.engine.cpu.conv.SweepKernel;
import dev.culebra.engine.cpu.gemm.MicroKernels;
import dev.culebra.engine.cpu.gemm.ScalarMicroKernels;
import dev.culebra.engine.cpu.loop.Loops;
import dev.culebra.engine.cpu.move.Addition;
import dev.culebra.engine.cpu.pool.SquarePools;
import dev.culebra.engine.cpu.reduce.IntegerRows;
import dev.culebra.engine.cpu.reduce.NormalizationRows;
import dev.culebra.engine.cpu.reduce.RowLoops;
import dev.culebra.engine.cpu.reduce.ScalarDoubleRows;
import dev.culebra.engine.cpu.reduce.ScalarFloatRows;
import dev.culebra.engine.cpu.reduce.SoftmaxRows;
import java.util.Optional;

/** Plain loops, for every JVM. */
final class ScalarKernels implements CpuKernels {
    @Override
    public String description() {
        return "plain loops";
    }

    @Override
    public Loops loops(Optional<WarmUp> warmUp) {
        return Loops.ofScalars();
    }

    @Override
    public RowLoops rows(DType dtype) {
        return switch (dtype) {
            case F32 -> new ScalarFloatRows();
            case F64 -> new ScalarDoubleRows();
            case I32, I64, U8, BOOL -> new IntegerRows(dtype);
        };
    }

    @Override
    public Optional<SoftmaxRows> softmaxRows() {
        return Optional.empty();
    }

    @Override
    public Optional<NormalizationRows> normalizationRows() {
        return Optional.empty();
    }

    @Override
    public Addition addition(DType dtype) {
        return Addition.of(dtype);
    }

    @Override
    public MicroKernels products() {
        return new ScalarMicroKernels();
    }

    @Override
    public Optional<SweepKernel<float[]>> sweeps() {
        return Optional.empty();
    }

    @Override
    public Optional<SquarePools> pools() {
        return Optional.empty();
    }
}

package dev.culebra.engine.cpu.vector;

import dev.culebra.engine.DType;
import dev.culebra.engine.cpu.CpuKernels;
import dev.culebra.engine.cpu.WarmUp;
import dev.culebra.engine.cpu.conv.SweepKernel;
import dev.culebra.engine.cpu.conv.vector.VectorFloatSweeps;
import dev.culebra.engine.cpu.gemm.MicroKernels;
import dev.culebra.engine.cpu.gemm.vector.VectorMicroKernels;
import dev.culebra.engine.cpu.loop.Loops;
import dev.culebra.engine.cpu.loop.vector.VectorElements;
import dev.culebra.engine.cpu.move.Addition;
import dev.culebra.engine.cpu.pool.SquarePools;
import dev.culebra.engine.cpu.pool.vector.VectorSquarePools;
import dev.culebra.engine.cpu.reduce.IntegerRows;
import dev.culebra.engine.cpu.reduce.NormalizationRows;
import dev.culebra.engine.cpu.reduce.RowLoops;
import dev.culebra.engine.cpu.reduce.SoftmaxRows;
import dev.culebra.engine.cpu.reduce.vector.VectorDoubleAddition;
import dev.culebra.engine.cpu.reduce.vector.VectorDoubleRows;
import dev.culebra.engine.cpu.reduce.vector.VectorFloatAddition;
import dev.culebra.engine.cpu.reduce.vector.VectorFloatRows;
import dev.culebra.engine.cpu.reduce.vector.VectorNormalizationRows;
import dev.culebra.engine.cpu.reduce.vector.VectorSoftmaxRows;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;

/** Loops of vectors, as wide as the machine has them. Loaded by name, once the Vector API is known to be there. */
public final class VectorKernels implements CpuKernels {
    /** Kernels for this machine. */
    public VectorKernels() {}

    @Override
    public String description() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize() + "-bit vectors";
    }

    @Override
    public Loops loops(Optional<WarmUp> warmUp) {
        return Loops.ofVectors(VectorElements.fuses(), warmUp);
    }

    @Override
    public RowLoops rows(DType dtype) {
        return switch (dtype) {
            case F32 -> new VectorFloatRows();
            case F64 -> new VectorDoubleRows();
            case I32, I64, U8, BOOL -> new IntegerRows(dtype);
        };
    }

    @Override
    public Optional<SoftmaxRows> softmaxRows() {
        return VectorSoftmaxRows.ofThisMachine();
    }

    @Override
    public Optional<NormalizationRows> normalizationRows() {
        return VectorNormalizationRows.ofThisMachine();
    }

    @Override
    public Addition addition(DType dtype) {
        return switch (dtype) {
            case F32 -> new VectorFloatAddition();
            case F64 -> new VectorDoubleAddition();
            case I32, I64, U8, BOOL -> Addition.of(dtype);
        };
    }

    @Override
    public MicroKernels products() {
        return new VectorMicroKernels();
    }

    @Override
    public Optional<SweepKernel<float[]>> sweeps() {
        return Optional.of(new VectorFloatSweeps());
    }

    @Override
    public Optional<SquarePools> pools() {
        return Optional.of(new VectorSquarePools());
    }
}

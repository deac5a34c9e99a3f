package dev.culebra.engine.cpu.gemm.vector;

import dev.culebra.engine.cpu.gemm.MicroKernel;
import dev.culebra.engine.cpu.gemm.MicroKernels;
import jdk.incubator.vector.FloatVector;

/** Micro-kernels that use the widest vectors of the machine. */
public final class VectorMicroKernels implements MicroKernels {
    private static final int WIDEST_OF_16_REGISTERS_BITS = 256;

    private final MicroKernel<float[]> floats;
    private final MicroKernel<double[]> doubles;

    /** Kernels for this machine. */
    public VectorMicroKernels() {
        boolean manyRegisters = FloatVector.SPECIES_PREFERRED.vectorBitSize() > WIDEST_OF_16_REGISTERS_BITS
                || System.getProperty("os.arch").equals("aarch64");
        floats = manyRegisters ? new TallFloatKernel() : new ShortFloatKernel();
        doubles = manyRegisters ? new TallDoubleKernel() : new ShortDoubleKernel();
    }

    @Override
    public MicroKernel<float[]> floats() {
        return floats;
    }

    @Override
    public MicroKernel<double[]> doubles() {
        return doubles;
    }
}

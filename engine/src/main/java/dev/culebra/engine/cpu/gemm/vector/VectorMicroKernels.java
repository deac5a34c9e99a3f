package dev.culebra.engine.cpu.gemm.vector;

import dev.culebra.engine.cpu.gemm.FusedDoubleKernel;
import dev.culebra.engine.cpu.gemm.FusedFloatKernel;
import dev.culebra.engine.cpu.gemm.MicroKernel;
import dev.culebra.engine.cpu.gemm.MicroKernels;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/** Micro-kernels that use the widest vectors of the machine. */
public final class VectorMicroKernels implements MicroKernels {
    private static final int WIDEST_OF_16_REGISTERS_BITS = 256;

    /** 32 vector registers: AVX-512 and NEON. */
    public static final boolean MANY_REGISTERS =
            FloatVector.SPECIES_PREFERRED.vectorBitSize() > WIDEST_OF_16_REGISTERS_BITS
                    || System.getProperty("os.arch").equals("aarch64");

    private final MicroKernel<float[], MemorySegment> floats;
    private final MicroKernel<double[], MemorySegment> doubles;

    /** Kernels for this machine. */
    public VectorMicroKernels() {
        floats = MANY_REGISTERS ? new TallFloatKernel() : new ShortFloatKernel();
        doubles = MANY_REGISTERS ? new TallDoubleKernel() : new ShortDoubleKernel();
    }

    @Override
    public MicroKernel<float[], MemorySegment> floats() {
        return floats;
    }

    @Override
    public MicroKernel<double[], MemorySegment> doubles() {
        return doubles;
    }

    @Override
    public Optional<MicroKernel<?, ?>> firstFloats() {
        return VectorFloatKernel.FUSED
                ? Optional.of(new FusedFloatKernel(floats, FloatVector.SPECIES_PREFERRED.length()))
                : Optional.empty();
    }

    @Override
    public Optional<MicroKernel<?, ?>> firstDoubles() {
        return VectorDoubleKernel.FUSED
                ? Optional.of(new FusedDoubleKernel(doubles, DoubleVector.SPECIES_PREFERRED.length()))
                : Optional.empty();
    }
}

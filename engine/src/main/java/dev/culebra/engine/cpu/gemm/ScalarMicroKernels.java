package dev.culebra.engine.cpu.gemm;

/** Micro-kernels in plain Java, for when the Vector API is not there. */
public final class ScalarMicroKernels implements MicroKernels {
    private final MicroKernel<float[], float[][]> floats = new ScalarFloatKernel();
    private final MicroKernel<double[], double[][]> doubles = new ScalarDoubleKernel();

    @Override
    public MicroKernel<float[], float[][]> floats() {
        return floats;
    }

    @Override
    public MicroKernel<double[], double[][]> doubles() {
        return doubles;
    }
}

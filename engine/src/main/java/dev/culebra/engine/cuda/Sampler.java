package dev.culebra.engine.cuda;

import dev.culebra.cuda.Grid;
import dev.culebra.cuda.KernelArguments;
import dev.culebra.cuda.KernelSource;
import dev.culebra.engine.DType;
import dev.culebra.engine.Distribution;
import dev.culebra.engine.View;

/** Random numbers; the parameters are rounded on the host as the CPU rounds them, so that the numbers are the same to the bit. */
final class Sampler {
    private static final int THREADS = 256;
    private static final long BLOCKS = 1 << 16;
    private static final int WORDS = 4;

    private final Card card;
    private final Kernels kernels;

    Sampler(Card card, Kernels kernels) {
        this.card = card;
        this.kernels = kernels;
    }

    void random(Distribution distribution, long seed, long counter, View output) {
        long n = output.shape().elements();
        if (n == 0) {
            return;
        }
        boolean single = output.dtype() == DType.F32;
        KernelArguments arguments = KernelArguments.start().address(CudaStorage.address(output, card.stream(), card))
                .int64(n).int64(seed).int64(counter);
        String name = single ? floats(distribution, arguments) : doubles(distribution, arguments);
        long blocks = n / (single ? WORDS : WORDS / 2) + 2;
        Grid grid = Grid.of((int) Math.min(BLOCKS, Math.ceilDiv(blocks, THREADS)), THREADS);
        card.launch(kernels.shipped(KernelSource.RANDOM, name), grid, arguments);
    }

    private static String floats(Distribution distribution, KernelArguments arguments) {
        return switch (distribution) {
            case Distribution.Uniform(double low, double high) -> {
                float from = (float) low;
                arguments.float32(from).float32((float) (high / 2 - low / 2)).float32(Math.max(from, Math.nextDown(
                        (float) high)));
                yield "culebra_uniform_f32";
            }
            case Distribution.Normal(double mean, double deviation) -> {
                arguments.float32((float) mean).float32((float) deviation);
                yield "culebra_normal_f32";
            }
            case Distribution.Bernoulli(double p) -> {
                arguments.int32((int) Math.ceil(p * 0x1p24));
                yield "culebra_bernoulli_f32";
            }
        };
    }

    private static String doubles(Distribution distribution, KernelArguments arguments) {
        return switch (distribution) {
            case Distribution.Uniform(double low, double high) -> {
                arguments.float64(low).float64(high / 2 - low / 2).float64(Math.max(low, Math.nextDown(high)));
                yield "culebra_uniform_f64";
            }
            case Distribution.Normal(double mean, double deviation) -> {
                arguments.float64(mean).float64(deviation);
                yield "culebra_normal_f64";
            }
            case Distribution.Bernoulli(double p) -> {
                arguments.int64((long) Math.ceil(p * 0x1p53));
                yield "culebra_bernoulli_f64";
            }
        };
    }
}

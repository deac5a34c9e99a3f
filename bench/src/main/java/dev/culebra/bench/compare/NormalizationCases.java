package dev.culebra.bench.compare;

import dev.culebra.engine.Moments;
import dev.culebra.engine.Normalized;
import dev.culebra.engine.NormalizedGradient;
import dev.culebra.engine.Tensor;
import java.util.List;
import java.util.function.Supplier;

/** Rows as a layer normalises them, and channels of pictures as batches are normalised. */
record NormalizationCases(Cases cases) {
    private static final List<List<Integer>> SIZES =
            List.of(List.of(64, 512), List.of(1024, 1000), List.of(4096, 4096), List.of(32, 64, 28, 28));
    private static final List<List<Integer>> TINY_SIZES = List.of(List.of(4, 32), List.of(2, 3, 4, 4));
    private static final double EPSILON = 1e-5;
    /** Of values below 10, after sums of products of them. */
    private static final double TOLERANCE = 10 * 64 * 0x1p-24;

    private record Operands(Tensor x, Tensor scale, Tensor shift, Tensor upstream, int... axes) {}

    private interface Operation {
        Supplier<Tensor> of(Operands operands);
    }

    void run() {
        for (List<Integer> sizes : cases.tiny() ? TINY_SIZES : SIZES) {
            row("moments", sizes, o -> () -> variance(o.x.moments(o.axes)));
            row("normalise", sizes, o -> () -> output(o.x.normalize(o.scale, o.shift, EPSILON, o.axes)));
            row("gradients", sizes, o -> {
                Moments moments = o.x.moments(o.axes);
                return () -> input(o.x.normalizeGradient(moments, o.scale, EPSILON, o.upstream));
            });
        }
    }

    private static Tensor variance(Moments moments) {
        moments.mean().close();
        return moments.variance();
    }

    private static Tensor output(Normalized normalized) {
        variance(normalized.moments()).close();
        return normalized.output();
    }

    private static Tensor input(NormalizedGradient gradient) {
        gradient.scale().close();
        gradient.shift().close();
        return gradient.input();
    }

    private void row(String verb, List<Integer> sizes, Operation operation) {
        boolean rows = sizes.size() == 2;
        long[] shape = sizes.stream().mapToLong(Integer::longValue).toArray();
        long[] channels = rows ? new long[] {shape[1]} : new long[] {shape[1], 1, 1};
        int[] axes = rows ? new int[] {1} : new int[] {0, 2, 3};
        new VerbCases(cases, Row.Section.NORMALIZATION).row(verb, sizes, TOLERANCE, operands -> operation.of(
                new Operands(operands.numbers(1, shape), operands.numbers(2, channels), operands.numbers(3, channels),
                        operands.numbers(4, shape), axes)));
    }
}

package dev.culebra.engine.cuda;

import dev.culebra.cuda.KernelArguments;
import dev.culebra.cuda.KernelSource;
import dev.culebra.engine.DType;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.expr.Expr;
import java.util.Optional;

/**
 * Moments and normalisation of {@code [batch, groups, size]}. Each method says whether it served: not where the groups' axes do
 * not lie side by side, or a result has gaps.
 */
final class Normalizer {
    /** Elements of a group that one block normalises: they stay in cache until its moments are ready. */
    private static final long BLOCK = 8192;

    private static final Expr VARIANCE = Expr.input(2);
    private static final Expr DISTANCE = Expr.input(0).sub(Expr.input(1));

    private final Backend backend;
    private final GroupKernels kernels;
    private final NormalizerGradients gradients;

    Normalizer(Backend backend, Card card, Kernels kernels) {
        this.backend = backend;
        this.kernels = new GroupKernels(card, kernels);
        this.gradients = new NormalizerGradients(backend, this.kernels);
    }

    static boolean areContiguous(View... views) {
        for (View view : views) {
            if (!view.layout().isContiguous()) {
                return false;
            }
        }
        return true;
    }

    /** As {@link Backend#moments}. */
    boolean moments(View input, View mean, View variance) {
        Optional<Grouping> found = Grouping.of(input.shape(), mean.shape());
        if (found.isEmpty() || !areContiguous(mean, variance)) {
            return false;
        }
        Grouping groups = found.get();
        Scratch.contiguous(backend, input, in -> {
            if (groups.chunks() == 1) {
                moments(groups, in, mean, variance, mean);
            } else {
                Scratch.use(backend, Shape.of(3, groups.chunks(), groups.groups()), DType.F64, partial -> {
                    moments(groups, in, mean, variance, partial);
                    combine(groups, partial, mean, variance);
                });
            }
        });
        return true;
    }

    private void moments(Grouping groups, View input, View mean, View variance, View partial) {
        KernelArguments arguments = kernels.arguments(input).int64(groups.batch()).int64(groups.groups());
        if (!groups.isColumns()) {
            arguments.int64(groups.size());
        }
        arguments.int64(groups.length()).int64(groups.chunks());
        kernels.add(arguments, mean, variance, partial);
        kernels.chunks(KernelSource.MOMENTS, "culebra_moments_", input, groups, arguments);
    }

    private void combine(Grouping groups, View partial, View mean, View variance) {
        KernelArguments arguments = kernels.arguments(partial).int64(groups.groups()).int64(groups.count())
                .int64(groups.length()).int64(groups.chunks());
        kernels.groups(KernelSource.MOMENTS, "culebra_moments_combine_", mean, groups.groups(), groups.chunks(), kernels
                .add(arguments, mean, variance));
    }

    /** As {@link Backend#normalize}. */
    boolean normalize(View input, View scale, View shift, double epsilon, View output, View mean, View variance) {
        Optional<Grouping> found = Grouping.of(input.shape(), mean.shape());
        if (found.isEmpty() || !areContiguous(output, mean, variance)) {
            return false;
        }
        Grouping groups = found.get();
        if (groups.batch() == 1 && groups.size() <= BLOCK && groups.strides(scale.layout()) && groups.strides(shift
                .layout())) {
            Scratch.contiguous(backend, input, in -> {
                KernelArguments arguments = kernels.arguments(in).int64(groups.groups()).int64(groups.size());
                for (View parameter : new View[] {scale, shift}) {
                    kernels.read(arguments, parameter);
                    groups.addStrides(parameter.layout(), arguments);
                }
                kernels.add(arguments.float64(epsilon), output, mean, variance);
                kernels.groups(KernelSource.NORMALIZE, "culebra_normalize_", in, groups.groups(), groups.size(),
                        arguments);
            });
        } else {
            backend.moments(input, mean, variance);
            Expr normalized = DISTANCE.mul(VARIANCE.add(epsilon).rsqrt()).mul(Expr.input(3)).add(Expr.input(4));
            backend.map(normalized, new View[] {input, groups.repeated(mean), groups.repeated(variance), scale, shift},
                    output);
        }
        return true;
    }

    /** As {@link Backend#normalizeGradient}. */
    boolean gradient(View input, View mean, View variance, double epsilon, View scale, View upstream,
            View inputGradient, View scaleGradient, View shiftGradient) {
        Optional<Grouping> found = Grouping.of(input.shape(), mean.shape());
        return found.isPresent() && areContiguous(mean, variance, inputGradient, scaleGradient, shiftGradient)
                && gradients.compute(found.get(), input, mean, variance, epsilon, scale, upstream, inputGradient,
                        scaleGradient, shiftGradient);
    }
}

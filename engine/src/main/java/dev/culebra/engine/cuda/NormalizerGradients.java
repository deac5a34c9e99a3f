package dev.culebra.engine.cuda;

import dev.culebra.cuda.KernelArguments;
import dev.culebra.cuda.KernelSource;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.expr.Expr;
import java.util.function.BiConsumer;

/**
 * Gradients of a normalisation whose scale is one for each group, as for channels, or one for each place in a group, as in layer
 * normalisation. In the first case the sums that are the scale's and the shift's gradients serve for the input's as well.
 */
final class NormalizerGradients {
    private static final Expr DISTANCE = Expr.input(0).sub(Expr.input(1));
    private static final Expr VARIANCE = Expr.input(2);
    private static final Expr SCALE = Expr.input(3);
    private static final Expr UPSTREAM = Expr.input(4);
    private static final Expr PRODUCTS = Expr.input(5);
    private static final Expr SUM = Expr.input(6);

    private final Backend backend;
    private final GroupKernels kernels;

    NormalizerGradients(Backend backend, GroupKernels kernels) {
        this.backend = backend;
        this.kernels = kernels;
    }

    /** Whether it served: not where the scale is neither of groups nor of places. */
    boolean compute(Grouping groups, View input, View mean, View variance, double epsilon, View scale, View upstream,
            View inputGradient, View scaleGradient, View shiftGradient) {
        boolean isOfGroups = scaleGradient.shape().equals(mean.shape());
        boolean isOfPlaces = groups.batch() == 1 && groups.isOfPlaces(scaleGradient.shape()) && groups.strides(scale
                .layout());
        if (!isOfGroups && !isOfPlaces) {
            return false;
        }
        Scratch.contiguous(backend, input, in -> Scratch.contiguous(backend, upstream, dy -> {
            if (isOfGroups) {
                sumsOfGroups(groups, in, mean, variance, epsilon, dy, scaleGradient, shiftGradient);
                backend.map(gradient(groups, epsilon), new View[] {in, groups.repeated(mean), groups.repeated(variance),
                    scale, dy, groups.repeated(scaleGradient), groups.repeated(shiftGradient)}, inputGradient);
            } else {
                sumsOfPlaces(groups, in, mean, variance, epsilon, dy, scaleGradient, shiftGradient);
                KernelArguments arguments = kernels.arguments(in).int64(groups.size());
                kernels.read(arguments, mean, variance);
                kernels.read(arguments.float64(epsilon), scale);
                groups.addStrides(scale.layout(), arguments);
                kernels.add(kernels.read(arguments, dy), inputGradient);
                kernels.groups(KernelSource.NORMALIZE, "culebra_normalize_gradient_", in, groups.groups(), groups
                        .size(), arguments);
            }
        }));
        return true;
    }

    /** r·scale·(dy − (Σ dy + x̂·Σ dy·x̂) / n), with x̂ = (x − mean)·r. */
    private static Expr gradient(Grouping groups, double epsilon) {
        Expr reciprocal = VARIANCE.add(epsilon).rsqrt();
        Expr average = SUM.add(DISTANCE.mul(reciprocal).mul(PRODUCTS)).mul(1.0 / groups.count());
        return UPSTREAM.sub(average).mul(reciprocal.mul(SCALE));
    }

    private void sumsOfGroups(Grouping groups, View input, View mean, View variance, double epsilon, View upstream,
            View scaleGradient, View shiftGradient) {
        summed(groups.chunks(), groups.groups(), scaleGradient, shiftGradient, (scaleSums, shiftSums) -> {
            KernelArguments arguments = kernels.arguments(input, upstream, mean, variance).float64(epsilon).int64(groups
                    .batch()).int64(groups.groups());
            if (groups.isColumns()) {
                arguments.int64(0).int64(1);
            } else {
                arguments.int64(groups.size());
            }
            arguments.int64(groups.length()).int64(groups.chunks());
            kernels.chunks(KernelSource.NORMALIZE, "culebra_normalize_sums_", input, groups, kernels.add(arguments,
                    scaleSums, shiftSums));
        });
    }

    private void sumsOfPlaces(Grouping groups, View input, View mean, View variance, double epsilon, View upstream,
            View scaleGradient, View shiftGradient) {
        long chunks = Math.ceilDiv(groups.groups(), Grouping.COLUMN_CHUNK);
        summed(chunks, groups.size(), scaleGradient, shiftGradient, (scaleSums, shiftSums) -> {
            KernelArguments arguments = kernels.arguments(input, upstream, mean, variance).float64(epsilon).int64(groups
                    .groups()).int64(groups.size()).int64(1).int64(0).int64(Grouping.COLUMN_CHUNK).int64(chunks);
            kernels.columns(KernelSource.NORMALIZE, "culebra_normalize_sums_", input, groups.size(), chunks, kernels
                    .add(arguments, scaleSums, shiftSums));
        });
    }

    /** Lets {@code sum} write the sums of {@code chunks} runs, and adds these up. */
    private void summed(long chunks, long width, View scaleGradient, View shiftGradient, BiConsumer<View, View> sum) {
        if (chunks == 1) {
            sum.accept(scaleGradient, shiftGradient);
            return;
        }
        Shape partial = Shape.of(chunks, width);
        Scratch.use(backend, partial, scaleGradient.dtype(), scaleSums -> Scratch.use(backend, partial, scaleGradient
                .dtype(), shiftSums -> {
                    sum.accept(scaleSums, shiftSums);
                    addUp(scaleSums, scaleGradient);
                    addUp(shiftSums, shiftGradient);
                }));
    }

    private void addUp(View partial, View output) {
        Layout row = Layout.of(partial.shape().with(0, 1), new long[] {0, 1}, output.layout().offset());
        backend.reduce(Reduction.SUM, partial, new boolean[] {true, false}, output.with(row));
    }
}

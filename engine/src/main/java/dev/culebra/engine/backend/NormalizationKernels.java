package dev.culebra.engine.backend;

import dev.culebra.engine.DType;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import dev.culebra.engine.expr.Expr;

/**
 * Moments and normalisation in terms of the verbs. The variance is the mean of squared distances from the mean less the square
 * of their mean, which is 0 but for the rounding of the mean (Chan, Golub and LeVeque, <em>Algorithms for Computing the Sample
 * Variance</em>): so it is as precise as the elements are.
 */
final class NormalizationKernels {
    private static final Expr X = Expr.input(0);
    private static final Expr Y = Expr.input(1);
    private static final Expr DIFFERENCE = X.sub(Y);
    private static final Expr PRODUCT = X.mul(Y);
    private static final Expr SCALED = DIFFERENCE.mul(Expr.input(2));
    private static final Expr NORMALIZED = SCALED.mul(Expr.input(3)).add(Expr.input(4));
    /** r·(dy·scale − (Σg + x̂·Σg·x̂) / n), where input 5 is r / n. */
    private static final Expr GRADIENT = X.mul(Y).mul(Expr.input(2))
            .sub(Expr.input(3).add(Expr.input(4).mul(Expr.input(5))).mul(Expr.input(6)));

    private final Backend backend;
    private final Temporaries memory;
    private final Shape shape;
    private final DType dtype;

    private NormalizationKernels(Backend backend, Temporaries memory, View input) {
        this.backend = backend;
        this.memory = memory;
        this.shape = input.shape();
        this.dtype = input.dtype();
    }

    static void moments(Backend backend, View input, View mean, View variance) {
        try (Temporaries memory = new Temporaries(backend)) {
            new NormalizationKernels(backend, memory, input).moments(input, mean, variance);
        }
    }

    static void normalize(Backend backend, View input, View scale, View shift, double epsilon, View output, View mean,
            View variance) {
        backend.moments(input, mean, variance);
        try (Temporaries memory = new Temporaries(backend)) {
            NormalizationKernels kernels = new NormalizationKernels(backend, memory, input);
            View reciprocal = kernels.reciprocal(variance, epsilon);
            backend.map(NORMALIZED, new View[] {input, kernels.repeated(mean), kernels.repeated(reciprocal), scale,
                shift}, output);
        }
    }

    static void gradient(Backend backend, View input, View mean, View variance, double epsilon, View scale,
            View upstream, View inputGradient, View scaleGradient, View shiftGradient) {
        try (Temporaries memory = new Temporaries(backend)) {
            NormalizationKernels kernels = new NormalizationKernels(backend, memory, input);
            View reciprocal = kernels.reciprocal(variance, epsilon);
            View normalized = memory.map(input.shape(), input.dtype(), SCALED, input, kernels.repeated(mean), kernels
                    .repeated(reciprocal));
            kernels.parameters(normalized, upstream, inputGradient, scaleGradient, shiftGradient);
            kernels.input(normalized, reciprocal, scale, upstream, inputGradient);
        }
    }

    private void moments(View input, View mean, View variance) {
        double share = 1 / count(mean);
        sum(input, mean);
        backend.map(average(mean), new View[] {mean}, mean);
        View distances = memory.map(shape, dtype, DIFFERENCE, input, repeated(mean));
        View drift = memory.take(mean.shape(), dtype);
        sum(distances, drift);
        backend.map(PRODUCT, new View[] {distances, distances}, distances);
        sum(distances, variance);
        backend.map(X.sub(Y.mul(Y).mul(share)).mul(share), new View[] {variance, drift}, variance);
    }

    /** Uses {@code scratch}, which is of the input's shape. */
    private void parameters(View normalized, View upstream, View scratch, View scaleGradient, View shiftGradient) {
        backend.map(PRODUCT, new View[] {upstream, normalized}, scratch);
        sum(scratch, scaleGradient);
        sum(upstream, shiftGradient);
    }

    private void input(View normalized, View reciprocal, View scale, View upstream, View inputGradient) {
        View sum = memory.take(reciprocal.shape(), dtype);
        View product = memory.take(reciprocal.shape(), dtype);
        backend.map(PRODUCT, new View[] {upstream, scale}, inputGradient);
        sum(inputGradient, sum);
        backend.map(PRODUCT, new View[] {inputGradient, normalized}, inputGradient);
        sum(inputGradient, product);
        View share = memory.map(reciprocal.shape(), dtype, X.mul(1 / count(reciprocal)), reciprocal);
        backend.map(GRADIENT, new View[] {upstream, scale, repeated(reciprocal), repeated(sum), normalized,
            repeated(product), repeated(share)}, inputGradient);
    }

    private View reciprocal(View variance, double epsilon) {
        return memory.map(variance.shape(), dtype, X.add(epsilon).rsqrt(), variance);
    }

    /** Number of elements that go into one of a result. */
    private double count(View result) {
        double count = 1;
        for (int axis = 0; axis < shape.rank(); axis++) {
            count *= result.shape().size(axis) == 1 ? shape.size(axis) : 1;
        }
        return count;
    }

    /** Over no elements, 0/0. */
    private Expr average(View result) {
        return X.div(count(result));
    }

    /** Over each axis along which the result has size 1. */
    private void sum(View input, View result) {
        boolean[] axes = new boolean[shape.rank()];
        for (int axis = 0; axis < axes.length; axis++) {
            axes[axis] = result.shape().size(axis) == 1;
        }
        backend.reduce(Reduction.SUM, input, axes, result);
    }

    private View repeated(View statistic) {
        return statistic.with(statistic.layout().broadcastTo("normalize", shape));
    }
}

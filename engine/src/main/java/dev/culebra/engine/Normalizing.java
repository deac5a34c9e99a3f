package dev.culebra.engine;

import dev.culebra.engine.expr.Expr;

/** Checks the operands of a normalisation and hands them to the backend. */
final class Normalizing {
    private static final Expr X = Expr.input(0);
    private static final Expr NORMALIZED = X.sub(Expr.input(1)).mul(Expr.input(2));
    private static final Expr SCALED = NORMALIZED.mul(Expr.input(3)).add(Expr.input(4));

    private Normalizing() {}

    static Moments moments(Tensor input, int... axes) {
        Operands.floating("moments", input);
        Shape shape = reduced("moments", input.shape(), axes);
        View in = input.view();
        try (Results results = new Results()) {
            Tensor mean = results.add(shape, input);
            Tensor variance = results.add(shape, input);
            input.device().backend().moments(in, mean.view(), variance.view());
            results.keep(input);
            return new Moments(mean, variance);
        }
    }

    static Normalized normalize(Tensor input, Tensor scale, Tensor shift, double epsilon, int... axes) {
        check(input, epsilon, scale, shift);
        sameShape(scale, "shift", shift);
        Shape shape = reduced("normalize", input.shape(), axes);
        View in = input.view();
        View factor = repeated(scale, input);
        View addend = repeated(shift, input);
        try (Results results = new Results()) {
            Tensor output = results.add(input.shape(), input);
            Tensor mean = results.add(shape, input);
            Tensor variance = results.add(shape, input);
            input.device().backend().normalize(in, factor, addend, epsilon, output.view(), mean.view(), variance
                    .view());
            results.keep(input, scale, shift);
            return new Normalized(output, new Moments(mean, variance));
        }
    }

    static Tensor normalize(Tensor input, Moments moments, Tensor scale, Tensor shift, double epsilon) {
        check(input, epsilon, moments.mean(), moments.variance(), scale, shift);
        try (Tensor reciprocal = moments.variance().map(X.add(epsilon).rsqrt())) {
            Tensor output = input.map(SCALED, moments.mean(), reciprocal, scale, shift);
            if (!output.shape().equals(input.shape())) {
                output.close();
                throw new ShapeException(
                        "normalize: operands do not broadcast to the input's shape: input %s, moments %s, %s, scale %s, shift %s"
                                .formatted(input.shape(), moments.mean().shape(), moments.variance().shape(), scale
                                        .shape(), shift.shape()));
            }
            return output;
        }
    }

    static NormalizedGradient gradient(Tensor input, Moments moments, Tensor scale, double epsilon, Tensor upstream) {
        check(input, epsilon, moments.mean(), moments.variance(), scale, upstream);
        if (!upstream.shape().equals(input.shape())) {
            throw new ShapeException("normalizeGradient: shapes differ: input %s, upstream %s".formatted(input.shape(),
                    upstream.shape()));
        }
        checkMoments(input, moments);
        View in = input.view();
        View factor = repeated(scale, input);
        try (Results results = new Results()) {
            Tensor inputGradient = results.add(input.shape(), input);
            Tensor scaleGradient = results.add(scale.shape(), input);
            Tensor shiftGradient = results.add(scale.shape(), input);
            input.device().backend().normalizeGradient(in, moments.mean().view(), moments.variance().view(), epsilon,
                    factor, upstream.view(), inputGradient.view(), summed(scaleGradient, input), summed(shiftGradient,
                            input));
            results.keep(input, moments.mean(), moments.variance(), scale, upstream);
            return new NormalizedGradient(inputGradient, scaleGradient, shiftGradient);
        }
    }

    private static void checkMoments(Tensor input, Moments moments) {
        Shape shape = input.shape();
        Shape mean = moments.mean().shape();
        boolean fits = mean.equals(moments.variance().shape()) && mean.rank() == shape.rank();
        for (int axis = 0; fits && axis < shape.rank(); axis++) {
            fits = mean.size(axis) == 1 || mean.size(axis) == shape.size(axis);
        }
        if (!fits) {
            throw new ShapeException(
                    "normalizeGradient: moments must have the input's shape or size 1 along each axis: input %s, mean %s, variance %s"
                            .formatted(shape, mean, moments.variance().shape()));
        }
    }

    private static Shape reduced(String operation, Shape shape, int... axes) {
        boolean[] reduced = shape.axes(operation, axes);
        Shape kept = shape;
        for (int axis = 0; axis < reduced.length; axis++) {
            kept = reduced[axis] ? kept.with(axis, 1) : kept;
        }
        return kept;
    }

    private static void check(Tensor input, double epsilon, Tensor... others) {
        Operands.floating("normalize", input);
        if (!(epsilon >= 0)) {
            throw new IllegalArgumentException("normalize: epsilon must not be negative, got " + epsilon);
        }
        for (Tensor other : others) {
            Operands.device("normalize", input, other);
            Operands.dtype("normalize", input, other);
        }
    }

    private static void sameShape(Tensor scale, String name, Tensor other) {
        if (!scale.shape().equals(other.shape())) {
            throw new ShapeException("normalize: shapes differ: scale %s, %s %s".formatted(scale.shape(), name, other
                    .shape()));
        }
    }

    private static View repeated(Tensor operand, Tensor input) {
        View view = operand.view();
        return view.with(view.layout().broadcastTo("normalize", input.shape()));
    }

    /** A gradient of the scale's shape, with axes of size 1 in front until it has the input's rank. */
    private static View summed(Tensor gradient, Tensor input) {
        View view = gradient.view();
        Layout layout = view.layout();
        while (layout.shape().rank() < input.shape().rank()) {
            layout = layout.unsqueeze(0);
        }
        return view.with(layout);
    }
}

package dev.culebra.engine;

import dev.culebra.engine.expr.Expr;

/** Means, variances and the logarithms of sums of exponentials, in terms of sums and maxima. */
final class Statistics {
    private static final Expr X = Expr.input(0);
    private static final Expr Y = Expr.input(1);
    private static final Expr SQUARED_DIFFERENCE = X.sub(Y).square();
    /** An infinite largest element decides alone, and is not subtracted: ∞ − ∞ has no value. */
    private static final Expr SHIFT = Expr.select(X.abs().eq(Double.POSITIVE_INFINITY), 0, X);
    private static final Expr EXP_OF_DIFFERENCE = X.sub(Y).exp();
    private static final Expr LOG_PLUS = X.log().add(Y);

    private Statistics() {}

    static Tensor mean(Tensor x, boolean keepAxes, int... axes) {
        Operands.floating("mean", x);
        Tensor sum = x.reduce(Reduction.SUM, keepAxes, axes);
        return sum.set(X.div(count("mean", x.shape(), axes)), sum);
    }

    static Tensor var(Tensor x, double correction, boolean keepAxes, int... axes) {
        Operands.floating("var", x);
        double divisor = Math.max(0, count("var", x.shape(), axes) - correction);
        try (Scope scope = Scope.open()) {
            Tensor sum = x.map(SQUARED_DIFFERENCE, mean(x, true, axes)).reduce(Reduction.SUM, keepAxes, axes);
            return scope.keep(sum.set(X.div(divisor), sum));
        }
    }

    static Tensor logSumExp(Tensor x, boolean keepAxes, int... axes) {
        Operands.floating("logSumExp", x);
        if (x.shape().elements() == 0) {
            Tensor sum = x.reduce(Reduction.SUM, keepAxes, axes);
            return sum.set(X.log(), sum);
        }
        try (Scope scope = Scope.open()) {
            Tensor max = x.reduce(Reduction.MAX, true, axes);
            Tensor shift = max.set(SHIFT, max);
            Tensor sum = x.map(EXP_OF_DIFFERENCE, shift).reduce(Reduction.SUM, keepAxes, axes);
            return scope.keep(sum.set(LOG_PLUS, sum, shift.reshape(sum.shape())));
        }
    }

    /** Number of elements that go into one of the result. */
    private static double count(String operation, Shape shape, int... axes) {
        boolean[] reduced = shape.axes(operation, axes);
        double count = 1;
        for (int axis = 0; axis < reduced.length; axis++) {
            count *= reduced[axis] ? shape.size(axis) : 1;
        }
        return count;
    }
}

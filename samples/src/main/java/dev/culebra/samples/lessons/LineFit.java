package dev.culebra.samples.lessons;

import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.autograd.Variable;
import dev.culebra.nn.train.Sgd;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for the parameters a for which {@code x·a} comes closest to y.
 *
 * <pre>{@code
 * new LineFit(x, y).byAutograd(new double[] {0, 0}, 0.5, 40).a();
 * }</pre>
 *
 * @param x {@code [n, 2]} F64
 * @param y {@code [n, 1]} F64
 */
record LineFit(Tensor x, Tensor y) {

    private static final double FIRST_NUDGE = 0.5;
    private static final double LAST_NUDGE = 1e-4;
    private static final double DIFFERENCE = 1e-3;

    /**
     * A walk through the parameters.
     *
     * @param path the parameters before the first step and after each
     * @param trail the loss of each of them
     * @param losses how often a loss was computed
     */
    record Way(List<double[]> path, List<Double> trail, int losses) {
        double[] a() {
            return path.getLast();
        }

        double loss() {
            return trail.getLast();
        }
    }

    /** The mean squared distance. */
    Variable loss(Variable a) {
        return Variable.constant(x).matmul(a).sub(Variable.constant(y)).square().mean();
    }

    double loss(double... a) {
        try (Scope _ = Scope.open()) {
            return loss(Variable.constant(tensor(a))).value().item();
        }
    }

    private Tensor tensor(double... a) {
        return Tensor.of(Shape.of(a.length, 1), a).to(x.device());
    }

    /** Keeps the best of four nudges; when none is better, tries smaller ones. */
    Way byNudges(double[] start) {
        var path = new ArrayList<>(List.of(start));
        var trail = new ArrayList<>(List.of(loss(start)));
        int losses = 1;
        for (double nudge = FIRST_NUDGE; nudge > LAST_NUDGE;) {
            double[] here = path.getLast();
            double[] best = here;
            double least = trail.getLast();
            for (double[] way : new double[][] {{nudge, 0}, {-nudge, 0}, {0, nudge}, {0, -nudge}}) {
                double[] there = {here[0] + way[0], here[1] + way[1]};
                double loss = loss(there);
                losses++;
                if (loss < least) {
                    best = there;
                    least = loss;
                }
            }
            if (best == here) {
                nudge /= 2;
            } else {
                path.add(best);
                trail.add(least);
            }
        }
        return new Way(path, trail, losses);
    }

    /** Measures the slope along each parameter, and steps down against it. */
    Way byDifferences(double[] start, double rate, int steps) {
        var path = new ArrayList<>(List.of(start));
        var trail = new ArrayList<>(List.of(loss(start)));
        for (int step = 0; step < steps; step++) {
            double[] a = path.getLast();
            double slope1 = (loss(a[0] + DIFFERENCE, a[1]) - loss(a[0] - DIFFERENCE, a[1])) / (2 * DIFFERENCE);
            double slope2 = (loss(a[0], a[1] + DIFFERENCE) - loss(a[0], a[1] - DIFFERENCE)) / (2 * DIFFERENCE);
            path.add(new double[] {a[0] - rate * slope1, a[1] - rate * slope2});
            trail.add(loss(path.getLast()));
        }
        return new Way(path, trail, 4 * steps);
    }

    /** Has the slopes calculated. */
    Way byAutograd(double[] start, double rate, int steps) {
        var path = new ArrayList<>(List.of(start));
        var trail = new ArrayList<>(List.of(loss(start)));
        try (Variable a = Variable.parameter(tensor(start)); Sgd descent = new Sgd(List.of(a), rate)) {
            for (int step = 0; step < steps; step++) {
                try (Scope _ = Scope.open()) {
                    descent.clearGradients();
                    loss(a).backward();
                    descent.step();
                    path.add(a.value().toDoubles());
                    trail.add(loss(path.getLast()));
                }
            }
        }
        return new Way(path, trail, steps);
    }
}

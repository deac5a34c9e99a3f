package dev.culebra.engine.reference;

import dev.culebra.engine.ClassTargets;
import dev.culebra.engine.View;

/** Cross-entropy of rows and its gradient, term by term. */
final class ClassLosses {
    private final ClassTargets targets;
    private final Cells logits;
    private final long classes;

    ClassLosses(View logits, ClassTargets targets) {
        this.targets = targets;
        this.logits = Cells.of(logits);
        this.classes = logits.shape().size(1);
    }

    void losses(View losses, View weights) {
        for (long row = 0; row < losses.shape().size(0); row++) {
            boolean counts = counts(row);
            double normalizer = logSum(row);
            double loss = 0;
            for (long c = 0; counts && c < classes; c++) {
                boolean isTarget = c == label(row) || targets.smoothing() > 0;
                loss -= isTarget ? share(row, c) * (logits.real(row, c) - normalizer) : 0;
            }
            Cells.of(losses).set(loss, row);
            Cells.of(weights).set(counts ? weight(label(row)) : 0, row);
        }
    }

    void gradient(View scale, View output) {
        for (long row = 0; row < output.shape().size(0); row++) {
            boolean counts = counts(row);
            double normalizer = logSum(row);
            double shares = 0;
            for (long c = 0; counts && c < classes; c++) {
                shares += share(row, c);
            }
            for (long c = 0; c < classes; c++) {
                double p = Math.exp(logits.real(row, c) - normalizer);
                double gradient = counts ? (p * shares - share(row, c)) * Cells.of(scale).real(row) : 0;
                Cells.of(output).set(gradient, row, c);
            }
        }
    }

    /** What the logarithm of the probability of a class is multiplied by. */
    private double share(long row, long c) {
        double own = c == label(row) ? (1 - targets.smoothing()) * weight(c) : 0;
        return own + targets.smoothing() / classes * weight(c);
    }

    private double weight(long c) {
        return targets.weights().map(view -> Cells.of(view).real(c)).orElse(1.0);
    }

    private long label(long row) {
        return Cells.of(targets.labels()).whole(row);
    }

    private boolean counts(long row) {
        boolean isIgnored = targets.ignored().isPresent() && targets.ignored().getAsLong() == label(row);
        if (!isIgnored && (label(row) < 0 || label(row) >= classes)) {
            throw new IndexOutOfBoundsException("crossEntropy: label %d at [%d] lies outside [0, %d)".formatted(label(
                    row), row, classes));
        }
        return !isIgnored;
    }

    /** log Σ exp of a row. */
    private double logSum(long row) {
        double largest = Double.NEGATIVE_INFINITY;
        for (long c = 0; c < classes; c++) {
            largest = Math.max(largest, logits.real(row, c));
        }
        double sum = 0;
        for (long c = 0; c < classes; c++) {
            sum += Math.exp(logits.real(row, c) - largest);
        }
        return largest + Math.log(sum);
    }
}

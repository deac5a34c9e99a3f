package dev.culebra.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What rows of logits {@code [n, classes]} should have said: one label a row, how much each class counts, and how much of
 * the target is spread evenly over all classes (Szegedy et al., <em>Rethinking the Inception Architecture</em>, section 7).
 * With smoothing ε, weights w and label y, the loss of a row is
 *
 * <pre>{@code
 * −(1 − ε)·w[y]·log p[y] − (ε / classes)·Σ_c w[c]·log p[c],   p = softmax(row)
 * }</pre>
 *
 * <pre>{@code
 * ClassTargets targets = ClassTargets.of(labels).weighted(weights).smoothed(0.1).ignoring(-100);
 * }</pre>
 *
 * @param labels I64 {@code [n]}, each in {@code [0, classes)} or ignored
 * @param weights of the classes, {@code [classes]}, of the logits' dtype; empty if all are 1
 * @param smoothing ε, in [0, 1]
 * @param ignored a label whose rows have loss, weight and gradient 0; between −2^53 and 2^53
 */
public record ClassTargets(View labels, Optional<View> weights, double smoothing, OptionalLong ignored) {
    private static final long EXACT = 1L << 53;

    /**
     * @throws IllegalArgumentException if the smoothing or the ignored label lies outside its range
     */
    public ClassTargets {
        if (!(smoothing >= 0 && smoothing <= 1)) {
            throw new IllegalArgumentException("crossEntropy: smoothing must lie in [0, 1], got " + smoothing);
        }
        if (ignored.isPresent() && Math.abs(ignored.getAsLong()) > EXACT) {
            throw new IllegalArgumentException(
                    "crossEntropy: the ignored label must lie in [-2^53, 2^53], got " + ignored.getAsLong());
        }
    }

    /** Labels, all classes alike, nothing smoothed or ignored. The tensor must be open when the targets are used. */
    public static ClassTargets of(Tensor labels) {
        return new ClassTargets(labels.view(), Optional.empty(), 0, OptionalLong.empty());
    }

    /** With a weight for each class, {@code [classes]}; the tensor must be open when the targets are used. */
    public ClassTargets weighted(Tensor classWeights) {
        return new ClassTargets(labels, Optional.of(classWeights.view()), smoothing, ignored);
    }

    /** With a share of the target spread evenly over all classes. */
    public ClassTargets smoothed(double share) {
        return new ClassTargets(labels, weights, share, ignored);
    }

    /** With a label whose rows do not count. */
    public ClassTargets ignoring(long label) {
        return new ClassTargets(labels, weights, smoothing, OptionalLong.of(label));
    }

    /** Whether every row counts, and with weight 1. */
    public boolean isPlain() {
        return weights.isEmpty() && ignored.isEmpty();
    }

    /** Labels, and weights if there are any. */
    List<View> views() {
        List<View> views = new ArrayList<>(List.of(labels));
        weights.ifPresent(views::add);
        return views;
    }
}

package dev.culebra.engine.cpu.reduce;

import dev.culebra.engine.ClassTargets;
import dev.culebra.engine.DType;
import dev.culebra.engine.View;
import java.util.Arrays;

/**
 * Cross-entropy of F32 rows of a few classes, many rows at a time: once their exponentials and the sums of these are there, what is left is
 * a few operations for each row. Nothing is written but the result.
 */
final class ShortCrossEntropy {
    private final ShortSoftmax softmax;
    private final ShortSoftmax.Rows rows;
    private final int classes;
    private final Labels labels;

    /**
     * @param logits such that {@link #serves} is true
     */
    ShortCrossEntropy(ShortSoftmax softmax, View logits, ClassTargets targets) {
        this.softmax = softmax;
        this.rows = ShortSoftmax.Rows.of(logits);
        this.classes = (int) logits.shape().size(1);
        this.labels = Labels.of(targets, classes);
    }

    static boolean serves(View logits) {
        return logits.dtype() == DType.F32 && logits.shape().size(1) <= ShortSoftmax.LONGEST && logits.layout().stride(
                1) == 1;
    }

    /** Losses and weights of rows {@code from} to {@code to}, exclusive. */
    void losses(long from, long to, View losses, View weights) {
        Reals loss = Reals.of(losses, 0);
        Reals weight = Reals.of(weights, 0);
        softmax.forEachStrip(rows, from, to, classes, (first, count, strip) -> {
            softmax.takeLogarithms(strip, count);
            for (int row = 0; row < count; row++) {
                long label = labels.at(first + row);
                double factor = labels.weight(label);
                loss.set(first + row, label == Labels.IGNORED
                        ? 0
                        : -factor * (strip.shifted()[row * classes + (int) label] - strip.sums()[row]));
                weight.set(first + row, factor);
            }
        });
    }

    /** Gradients of rows {@code from} to {@code to}, exclusive. */
    void gradient(long from, long to, View scale, View output) {
        Reals scales = Reals.of(scale, 0);
        ShortSoftmax.Rows out = ShortSoftmax.Rows.of(output);
        softmax.forEachStrip(rows, from, to, classes, (first, count, strip) -> {
            float[] e = strip.exponentials();
            for (int row = 0; row < count; row++) {
                int begin = row * classes;
                long label = labels.at(first + row);
                if (label == Labels.IGNORED) {
                    Arrays.fill(e, begin, begin + classes, 0); // 0 times what is not finite is not 0
                } else {
                    float factor = (float) (labels.weight(label) * scales.get(first + row));
                    float share = factor / strip.sums()[row];
                    for (int i = begin; i < begin + classes; i++) {
                        e[i] *= share;
                    }
                    e[begin + (int) label] -= factor;
                }
            }
            out.store(e, first, count, classes);
        });
    }
}

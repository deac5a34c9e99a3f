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

    /** What takes the losses and weights of some rows. */
    RowSoftmax.Range losses(View losses, View weights) {
        Reals loss = Reals.of(losses, 0);
        Reals weight = Reals.of(weights, 0);
        ShortSoftmax.Use use = (first, count, strip) -> {
            softmax.takeLogarithms(strip, count);
            for (int row = 0; row < count; row++) {
                long label = labels.at(first + row);
                double factor = labels.weight(label);
                loss.set(first + row, label == Labels.IGNORED
                        ? 0
                        : -factor * (strip.shifted()[row * classes + (int) label] - strip.sums()[row]));
                weight.set(first + row, factor);
            }
        };
        return (from, to) -> softmax.forEachStrip(rows, from, to, classes, use);
    }

    /** What takes the gradients of some rows. */
    RowSoftmax.Range gradient(View scale, View output) {
        Reals scales = Reals.of(scale, 0);
        ShortSoftmax.Rows out = ShortSoftmax.Rows.of(output);
        ShortSoftmax.Use use = (first, count, strip) -> {
            for (int row = 0; row < count; row++) {
                gradient(strip, row, labels.at(first + row), scales.get(first + row));
            }
            out.store(strip.exponentials(), first, count, classes);
        };
        return (from, to) -> softmax.forEachStrip(rows, from, to, classes, use);
    }

    /** Makes the gradient of a row of its exponentials. */
    private void gradient(ShortSoftmax.Strip strip, int row, long label, double scale) {
        float[] e = strip.exponentials();
        int begin = row * classes;
        int end = begin + classes;
        if (label == Labels.IGNORED) {
            Arrays.fill(e, begin, end, 0); // 0 times what is not finite is not 0
            return;
        }
        float factor = (float) (labels.weight(label) * scale);
        float share = factor / strip.sums()[row];
        for (int i = begin; i < end; i++) {
            e[i] *= share;
        }
        e[begin + (int) label] -= factor;
    }
}

package dev.culebra.nn.train;

import dev.culebra.engine.ShapeException;
import dev.culebra.engine.Tensor;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * Which classes are taken for which: counts of examples by their class and by the class that they were predicted to be.
 *
 * <pre>{@code
 * Confusion confusion = new Confusion(10);
 * trainer.evaluate(test, confusion);
 * confusion.count(4, 9);   // fours taken for nines
 * confusion.recall(4);     // share of the fours that were recognised
 * }</pre>
 */
public final class Confusion implements BiConsumer<Tensor, Tensor> {
    private final long[][] counts;

    /**
     * Counts of 0.
     *
     * @param classes at least 1
     */
    public Confusion(int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException("confusion: needs at least 1 class, got " + classes);
        }
        counts = new long[classes][classes];
    }

    /**
     * Counts the examples of a batch.
     *
     * @param scores {@code [n, classes]}; the largest is the prediction
     * @param labels {@code [n]}
     * @throws ShapeException if the shapes do not fit
     * @throws IndexOutOfBoundsException if a label is none of the classes; nothing is counted then
     */
    @Override
    public void accept(Tensor scores, Tensor labels) {
        Classified.check("confusion", scores, labels);
        if (scores.shape().size(1) != counts.length) {
            throw new ShapeException("confusion: scores %s are not of %d classes".formatted(scores.shape(),
                    counts.length));
        }
        long[] right = labels.toLongs();
        if (right.length == 0) {
            return;
        }
        Arrays.stream(right).forEach(label -> Classified.label(label, counts.length));
        try (Tensor chosen = scores.argmax(1)) {
            long[] predicted = chosen.toLongs();
            for (int i = 0; i < right.length; i++) {
                counts[(int) right[i]][(int) predicted[i]]++;
            }
        }
    }

    /** Number of classes. */
    public int classes() {
        return counts.length;
    }

    /** Examples of class {@code actual} that were predicted to be {@code predicted}. */
    public long count(int actual, int predicted) {
        return counts[actual][predicted];
    }

    /** Share of all examples whose class was predicted; NaN if there are none. */
    public double accuracy() {
        long right = 0;
        long all = 0;
        for (int c = 0; c < counts.length; c++) {
            right += counts[c][c];
            all += Arrays.stream(counts[c]).sum();
        }
        return (double) right / all;
    }

    /** Share of the examples of a class that were predicted to be of it; NaN if there are none. */
    public double recall(int actual) {
        return (double) counts[actual][actual] / Arrays.stream(counts[actual]).sum();
    }

    /** Share of the examples predicted to be of a class that are of it; NaN if there are none. */
    public double precision(int predicted) {
        return (double) counts[predicted][predicted] / Arrays.stream(counts).mapToLong(row -> row[predicted]).sum();
    }
}

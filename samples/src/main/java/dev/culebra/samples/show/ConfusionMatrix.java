package dev.culebra.samples.show;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How often each class was taken for each other one: rows are what an image shows, columns what the network said.
 *
 * <pre>{@code
 * var confusion = new ConfusionMatrix(10);
 * confusion.add(4, 9);                 // a 4 taken for a 9
 * screen.println(confusion.toText(screen.glyphs()));
 * }</pre>
 */
public final class ConfusionMatrix {

    private final int[][] counts;

    /**
     * @param classes how many there are
     */
    public ConfusionMatrix(int classes) {
        counts = new int[classes][classes];
    }

    /**
     * Counts one answer.
     *
     * @throws IndexOutOfBoundsException if a class does not exist
     */
    public void add(int shown, int said) {
        counts[shown][said]++;
    }

    /** How often {@code shown} was taken for {@code said}. */
    public int count(int shown, int said) {
        return counts[shown][said];
    }

    /** Share of right answers, from 0 to 1; NaN without answers. */
    public double accuracy() {
        return (double) IntStream.range(0, counts.length).map(i -> counts[i][i]).sum() / total();
    }

    /** A table, with the share of each class that was recognised at the end of its row. */
    public String toText(Glyphs glyphs) {
        int width = Math.max(4, String.valueOf(largest()).length() + 1);
        var text = new StringBuilder("shown     said\n").append(" ".repeat(5));
        for (int said = 0; said < counts.length; said++) {
            text.append(String.format(Locale.ROOT, "%" + width + "d", said));
        }
        text.append("   right\n");
        for (int shown = 0; shown < counts.length; shown++) {
            text.append(String.format(Locale.ROOT, "%4d ", shown));
            for (int count : counts[shown]) {
                text.append(String.format("%" + width + "s", count == 0 ? glyphs.nothing() : String.valueOf(count)));
            }
            text.append(recall(shown)).append('\n');
        }
        return text.toString();
    }

    private String recall(int shown) {
        int all = Arrays.stream(counts[shown]).sum();
        return all == 0 ? "" : String.format(Locale.ROOT, "%6.1f %%", 100.0 * counts[shown][shown] / all);
    }

    private int largest() {
        return Arrays.stream(counts).flatMapToInt(Arrays::stream).max().orElse(0);
    }

    private int total() {
        return Arrays.stream(counts).flatMapToInt(Arrays::stream).sum();
    }
}

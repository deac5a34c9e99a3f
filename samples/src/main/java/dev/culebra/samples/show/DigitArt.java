package dev.culebra.samples.show;

import dev.culebra.nn.data.LabelledImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One image in characters, beside the values that a network gave for each class.
 *
 * <pre>{@code
 * var art = new DigitArt(screen.glyphs());
 * art.imageBesideOutputs(images, 0, outputs).forEach(screen::println);
 * }</pre>
 *
 * @param glyphs what to draw with
 */
public record DigitArt(Glyphs glyphs) {

    private static final int BAR = 24;

    /** The image, two rows of pixels a line. */
    public List<String> image(LabelledImages images, int index) {
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < images.rows(); row += 2) {
            var line = new StringBuilder();
            for (int column = 0; column < images.columns(); column++) {
                line.append(glyphs.cell(ink(images, index, row, column), ink(images, index, row + 1, column)));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    /** A line for each value: class, bar, number; an arrow marks the largest. Values are from 0 to 1. */
    public List<String> outputs(float[] values) {
        int answer = largest(values);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            String line = String.format(Locale.ROOT, "%d  %s %6.4f", i, glyphs.bar(values[i], BAR), values[i]);
            lines.add(i == answer ? line + " " + glyphs.arrow() : line);
        }
        return lines;
    }

    /** Both, side by side. */
    public List<String> imageBesideOutputs(LabelledImages images, int index, float[] values) {
        List<String> left = image(images, index);
        List<String> right = outputs(values);
        int skipped = Math.max(0, (left.size() - right.size()) / 2);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < Math.max(left.size(), skipped + right.size()); i++) {
            String picture = i < left.size() ? left.get(i) : " ".repeat(images.columns());
            String bar = i >= skipped && i < skipped + right.size() ? right.get(i - skipped) : "";
            lines.add((picture + "   " + bar).stripTrailing());
        }
        return lines;
    }

    /** The class with the largest value; the first of equals. */
    public static int largest(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }

    /** From 0 to 1; 0 outside. */
    private static double ink(LabelledImages images, int index, int row, int column) {
        return row < images.rows() ? images.pixel(index, row, column) / 255.0 : 0;
    }
}

package dev.culebra.nn.data;

import java.util.Arrays;
import java.util.Objects;

/**
 * Grey images of one size, each with a class: {@code pixels} is {@code [count, rows, columns]} in row-major order,
 * unsigned bytes from 0 (background) to 255 (full ink), {@code labels} is {@code [count]}, from 0 to
 * {@code classes - 1}.
 *
 * <pre>{@code
 * LabelledImages test = Digits.generated(1, 1000, 200).test();
 * int ink = test.pixel(0, 14, 14);     // the middle of the first image, 0 … 255
 * int digit = test.label(0);           // 0 … 9
 * }</pre>
 *
 * <p>The arrays are not copied; who holds them must not change them.
 *
 * @param count how many images
 * @param rows height in pixels
 * @param columns width in pixels
 * @param classes how many classes there are, at most 256
 * @param pixels {@code count × rows × columns} bytes
 * @param labels {@code count} bytes
 */
public record LabelledImages(int count, int rows, int columns, int classes, byte[] pixels, byte[] labels) {

    /**
     * @throws IllegalArgumentException if a size is negative or an array's length does not fit the sizes
     * @throws DataException if a label is not below {@code classes}
     */
    public LabelledImages {
        if (count < 0 || rows < 0 || columns < 0 || classes < 1 || classes > 256) {
            throw new IllegalArgumentException(
                    "images: impossible sizes: count %d, rows %d, columns %d, classes %d"
                            .formatted(count, rows, columns, classes));
        }
        if (pixels.length != (long) count * rows * columns || labels.length != count) {
            throw new IllegalArgumentException(
                    "images: [%d, %d, %d] need %d pixels and %d labels, not %d and %d"
                            .formatted(
                                    count,
                                    rows,
                                    columns,
                                    (long) count * rows * columns,
                                    count,
                                    pixels.length,
                                    labels.length));
        }
        for (int i = 0; i < count; i++) {
            if ((labels[i] & 0xff) >= classes) {
                throw new DataException(
                        "images: label %d at %d is outside 0…%d".formatted(labels[i] & 0xff, i, classes - 1));
            }
        }
    }

    /** The class of image {@code index}. */
    public int label(int index) {
        return labels[index] & 0xff;
    }

    /** The ink at one pixel, from 0 to 255. */
    public int pixel(int index, int row, int column) {
        return pixels[(index * rows + row) * columns + column] & 0xff;
    }

    /** How many pixels an image has. */
    public int pixelsPerImage() {
        return rows * columns;
    }

    /**
     * A copy of the images {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @throws IndexOutOfBoundsException if the range is not within {@code 0} to {@code count}
     */
    public LabelledImages range(int from, int to) {
        Objects.checkFromToIndex(from, to, count);
        int size = pixelsPerImage();
        return new LabelledImages(
                to - from,
                rows,
                columns,
                classes,
                Arrays.copyOfRange(pixels, from * size, to * size),
                Arrays.copyOfRange(labels, from, to));
    }

    /** Sizes only: {@code 10000 images of 28×28 in 10 classes}. */
    @Override
    public String toString() {
        return count + " images of " + rows + "×" + columns + " in " + classes + " classes";
    }
}

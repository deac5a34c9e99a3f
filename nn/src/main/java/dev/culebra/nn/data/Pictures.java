package dev.culebra.nn.data;

import dev.culebra.engine.DType;
import dev.culebra.engine.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pictures of one size, grey or coloured, each with a class: {@code pixels} is {@code [count, channels, rows, columns]} in
 * row-major order, unsigned bytes.
 *
 * <pre>{@code
 * Pictures bears = ImageFolder.read(Path.of("bears"), 3, 64, 64); // bears/black/…, bears/grizzly/…, bears/teddy/…
 * Split split = Split.stratified(bears.labels(), 0.2, 1);
 * Dataset train = bears.dataset(1, Transform.flip(), Transform.rotate(10)).subset(split.train());
 * Dataset valid = bears.dataset(1).subset(split.valid());
 * }</pre>
 *
 * <p>The arrays are not copied; who holds them must not change them.
 *
 * @param channels 1 or 3
 * @param rows height in pixels
 * @param columns width in pixels
 * @param classes names of the classes
 * @param pixels {@code count × channels × rows × columns} bytes
 * @param labels class of each, from 0 to {@code classes.size() − 1}
 */
public record Pictures(int channels, int rows, int columns, List<String> classes, byte[] pixels, int[] labels) {

    /**
     * @throws IllegalArgumentException if the arrays' lengths do not fit the sizes
     * @throws DataException if a label is not the number of a class
     */
    public Pictures {
        classes = List.copyOf(classes);
        if (channels < 1 || rows < 1 || columns < 1
                || pixels.length != (long) labels.length * channels * rows * columns) {
            throw new IllegalArgumentException("pictures: %d of [%d, %d, %d] do not fit %d bytes".formatted(
                    labels.length, channels, rows, columns, pixels.length));
        }
        for (int label : labels) {
            if (label < 0 || label >= classes.size()) {
                throw new DataException("pictures: label %d is outside 0…%d".formatted(label, classes.size() - 1));
            }
        }
    }

    /** Grey images as pictures, the classes named by their numbers. */
    public static Pictures of(LabelledImages images) {
        return new Pictures(1, images.rows(), images.columns(), IntStream.range(0, images.classes()).mapToObj(
                Integer::toString).toList(), images.pixels(), IntStream.range(0, images.count()).map(images::label)
                        .toArray());
    }

    /** How many there are. */
    public int count() {
        return labels.length;
    }

    /** One of them. */
    public Picture picture(int index) {
        int size = channels * rows * columns;
        return new Picture(channels, rows, columns, Arrays.copyOfRange(pixels, index * size, (index + 1) * size));
    }

    /**
     * As examples: inputs are F32 {@code [b, channels, rows, columns]}, from 0 to 1 and then transformed, targets I64
     * {@code [b]}. Random changes are others in each epoch of a {@link DataLoader}; seed, epoch and the picture's number
     * determine them.
     *
     * @param seed begins the random choices
     * @param transforms in the order in which they are made
     */
    public Dataset dataset(long seed, Transform... transforms) {
        return new TransformedPictures(this, seed, 0, List.of(transforms));
    }

    Row input() {
        return new Row(DType.F32, Shape.of(channels, rows, columns));
    }

    /** Sizes only. */
    @Override
    public String toString() {
        return "%d pictures of %d×%d×%d in classes %s".formatted(count(), channels, rows, columns, classes);
    }
}

package dev.culebra.nn.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Digits as if written by hand, drawn from nothing but a seed: each is the strokes of one of several ways to write it,
 * with random size, slant, rotation, place, pen and tremor, and noise. They stand in for MNIST where there is neither
 * a copy of it nor a network.
 *
 * <p>Image {@code i} depends on the seed and {@code i} alone: on every platform, however many are drawn, by however
 * many threads. Of the images {@code 10·k} to {@code 10·k + 9} each shows another digit.
 *
 * <pre>{@code
 * LabelledImages images = new GeneratedDigits(1).draw(0, 1000);      // [1000, 28, 28], a hundred of each digit
 * }</pre>
 *
 * @param seed any number
 */
public record GeneratedDigits(long seed) {

    /** Height and width of an image, in pixels. */
    public static final int SIZE = 28;

    /** Where the images that are kept for testing start; no training set reaches that far. */
    static final long FIRST_TEST_IMAGE = 1L << 40;

    private static final long LABEL_STREAM = Long.MIN_VALUE;
    private static final int BLOCK = 256;

    /**
     * Draws the images {@code first} to {@code first + count - 1}, on all cores.
     *
     * @throws IllegalArgumentException if {@code first} or {@code count} is negative, or the pixels do not fit an array
     */
    public LabelledImages draw(long first, int count) {
        if (first < 0 || count < 0 || count > Integer.MAX_VALUE / (SIZE * SIZE)) {
            throw new IllegalArgumentException(
                    "generated digits: cannot draw %,d images from number %,d on".formatted(count, first));
        }
        byte[] pixels = new byte[count * SIZE * SIZE];
        byte[] labels = new byte[count];
        IntStream.range(0, Math.ceilDiv(count, BLOCK))
                .parallel()
                .forEach(block -> draw(first, block * BLOCK, Math.min(count, (block + 1) * BLOCK), pixels, labels));
        return new LabelledImages(count, SIZE, SIZE, Digits.CLASSES, pixels, labels);
    }

    private void draw(long first, int from, int to, byte[] pixels, byte[] labels) {
        var canvas = new Canvas(SIZE);
        var hand = new Hand(canvas, SIZE);
        for (int i = from; i < to; i++) {
            int digit = digit(first + i);
            labels[i] = (byte) digit;
            var random = SplitMix.of(seed, first + i);
            List<List<Stroke>> ways = DigitShapes.of(digit);
            canvas.clear();
            hand.write(ways.get(random.nextInt(ways.size())), random);
            double strength = random.between(.7, 1);
            double noise = random.between(0, .12);
            canvas.develop(strength, noise, random, pixels, i * SIZE * SIZE);
        }
    }

    /** The digit at its place in the shuffled ten that {@code index} falls into. */
    private int digit(long index) {
        var random = SplitMix.of(seed, LABEL_STREAM | index / Digits.CLASSES);
        int place = (int) (index % Digits.CLASSES);
        int[] digits = IntStream.range(0, Digits.CLASSES).toArray();
        for (int i = 0; i <= place; i++) {
            int other = i + random.nextInt(Digits.CLASSES - i);
            int digit = digits[other];
            digits[other] = digits[i];
            digits[i] = digit;
        }
        return digits[place];
    }
}

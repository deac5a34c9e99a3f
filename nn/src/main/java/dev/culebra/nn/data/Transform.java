package dev.culebra.nn.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Changes a picture on its way to a model, at random or always alike. A model that sees each picture a little different every
 * time learns what does not matter.
 *
 * <pre>{@code
 * Transform darker = (pixels, random) -> {
 *     float factor = (float) random.nextDouble();
 *     for (int i = 0; i < pixels.values().length; i++) {
 *         pixels.values()[i] *= factor;
 *     }
 * };
 * Dataset train = pictures.dataset(1, Transform.shift(2), darker);
 * }</pre>
 */
@FunctionalInterface
public interface Transform {

    /**
     * A picture that is being changed.
     *
     * @param channels 1 or 3
     * @param rows height in pixels
     * @param columns width in pixels
     * @param values {@code [channels, rows, columns]}, from 0 to 1 at first; to be changed in place
     */
    record Pixels(int channels, int rows, int columns, float[] values) {}

    /** Changes the values in place. What is random comes from {@code random} alone. */
    void apply(Pixels pixels, RandomGenerator random);

    /**
     * Moves the picture up to {@code most} whole pixels in each direction; what comes in at the edge is 0.
     *
     * @throws IllegalArgumentException if {@code most} is negative
     */
    static Transform shift(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("shift: needs at least 0 pixels, got " + most);
        }
        return (pixels, random) -> {
            int down = random.nextInt(2 * most + 1) - most;
            int right = random.nextInt(2 * most + 1) - most;
            Warp.warp(pixels, 1, 0, down, right);
        };
    }

    /** Turns the picture around its middle by up to {@code most} degrees either way; what comes in at the edge is 0. */
    static Transform rotate(double most) {
        return (pixels, random) -> {
            double angle = Math.toRadians((2 * random.nextDouble() - 1) * most);
            Warp.warp(pixels, Math.cos(angle), Math.sin(angle), 0, 0);
        };
    }

    /** Mirrors every other picture: left becomes right. */
    static Transform flip() {
        return (pixels, random) -> {
            if (random.nextDouble() < 0.5) {
                Warp.mirror(pixels);
            }
        };
    }

    /**
     * Fills a rectangle with 0 in every other picture: Zhong et al., "Random erasing data augmentation", 2017.
     *
     * @param share largest part of the picture's area to fill, over 0, at most 1
     * @throws IllegalArgumentException if it is not so
     */
    static Transform erase(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("erase: the share must be over 0 and at most 1, not " + share);
        }
        return (pixels, random) -> {
            if (random.nextDouble() < 0.5) {
                double area = random.nextDouble() * share;
                double ratio = Math.pow(2, 2 * random.nextDouble() - 1);
                int height = (int) Math.min(pixels.rows, Math.round(pixels.rows * Math.sqrt(area * ratio)));
                int width = (int) Math.min(pixels.columns, Math.round(pixels.columns * Math.sqrt(area / ratio)));
                int top = random.nextInt(pixels.rows - height + 1);
                int left = random.nextInt(pixels.columns - width + 1);
                for (int row = 0; row < pixels.channels * height; row++) {
                    int line = row / height * pixels.rows + top + row % height;
                    int at = line * pixels.columns + left;
                    Arrays.fill(pixels.values, at, at + width, 0);
                }
            }
        };
    }

    /**
     * Subtracts a mean and divides by a deviation, channel by channel; always alike.
     *
     * @param mean one for each channel, or one for all
     * @param deviation as many, not 0
     * @throws IllegalArgumentException if there are not as many of one as of the other, or a deviation is 0
     */
    static Transform normalise(float[] mean, float[] deviation) {
        float[] means = mean.clone();
        float[] deviations = deviation.clone();
        for (int i = 0; i < means.length; i++) {
            if (means.length != deviations.length || deviations[i] == 0) {
                throw new IllegalArgumentException("normalise: needs as many deviations as means, none 0, got %s and %s"
                        .formatted(Arrays.toString(means), Arrays.toString(deviations)));
            }
        }
        return (pixels, _) -> {
            int area = pixels.rows * pixels.columns;
            for (int i = 0; i < pixels.values.length; i++) {
                int channel = Math.min(i / area, means.length - 1);
                pixels.values[i] = (pixels.values[i] - means[channel]) / deviations[channel];
            }
        };
    }
}

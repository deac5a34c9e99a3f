package dev.culebra.nn.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Numbers of examples in two parts: some to learn from, some to watch the learning by. Both in ascending order; each
 * example is in exactly one.
 *
 * <pre>{@code
 * LabelledImages images = digits.train();
 * Split split = Split.stratified(images, 0.1, 1);
 * Dataset train = Dataset.of(images).subset(split.train());
 * Dataset valid = Dataset.of(images).subset(split.valid());
 * }</pre>
 *
 * @param train examples to learn from
 * @param valid examples held back
 */
public record Split(int[] train, int[] valid) {

    /**
     * Holds back {@code fraction} of {@code size} examples, rounded; which ones, size and seed determine.
     *
     * @throws IllegalArgumentException if the fraction is not from 0 to 1, or the size is negative
     */
    public static Split random(int size, double fraction, long seed) {
        if (size < 0) {
            throw new IllegalArgumentException("split: cannot split %d examples".formatted(size));
        }
        boolean[] held = new boolean[size];
        hold(IntStream.range(0, size).toArray(), fraction, seed, 0, held);
        return of(held);
    }

    /**
     * Holds back {@code fraction} of the images of each class, rounded, so that both parts have the classes in the same
     * proportions.
     *
     * @throws IllegalArgumentException if the fraction is not from 0 to 1
     */
    public static Split stratified(LabelledImages images, double fraction, long seed) {
        return stratified(IntStream.range(0, images.count()).map(images::label).toArray(), fraction, seed);
    }

    /**
     * Holds back {@code fraction} of the examples of each class, rounded, so that both parts have the classes in the same
     * proportions.
     *
     * @param labels class of each example, at least 0
     * @throws IllegalArgumentException if the fraction is not from 0 to 1
     */
    public static Split stratified(int[] labels, double fraction, long seed) {
        boolean[] held = new boolean[labels.length];
        int classes = Arrays.stream(labels).max().orElse(-1) + 1;
        for (int i = 0; i < classes; i++) {
            int label = i;
            int[] members = IntStream.range(0, labels.length).filter(example -> labels[example] == label).toArray();
            hold(members, fraction, seed, label, held);
        }
        return of(held);
    }

    private static void hold(int[] members, double fraction, long seed, long stream, boolean[] held) {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("split: the fraction must be from 0 to 1, not " + fraction);
        }
        long count = Math.round(fraction * members.length);
        Arrays.stream(new Order.Shuffled(seed).of(members.length, stream))
                .limit(count)
                .forEach(place -> held[members[place]] = true);
    }

    private static Split of(boolean[] held) {
        return new Split(
                IntStream.range(0, held.length).filter(i -> !held[i]).toArray(),
                IntStream.range(0, held.length).filter(i -> held[i]).toArray());
    }
}

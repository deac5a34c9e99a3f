package dev.culebra.nn.data;

/**
 * Images of the digits 0 to 9, 28×28, split into those to learn from and those to be judged by.
 *
 * <pre>{@code
 * Digits digits = Mnist.find().map(Mnist::read).orElseGet(() -> Digits.generated(1, 10_000, 2_000));
 * }</pre>
 *
 * @param name where they come from, for people: {@code MNIST}, {@code generated digits}
 * @param train images to learn from
 * @param test images never learned from
 */
public record Digits(String name, LabelledImages train, LabelledImages test) {

    /** The ten digits. */
    public static final int CLASSES = 10;

    /**
     * Digits drawn by {@link GeneratedDigits}, needing neither files nor a network. The same seed gives the same test
     * images whatever the number of training images, and the other way round.
     *
     * @throws IllegalArgumentException if a count is negative
     */
    public static Digits generated(long seed, int trainCount, int testCount) {
        var digits = new GeneratedDigits(seed);
        return new Digits(
                "generated digits",
                digits.draw(0, trainCount),
                digits.draw(GeneratedDigits.FIRST_TEST_IMAGE, testCount));
    }
}

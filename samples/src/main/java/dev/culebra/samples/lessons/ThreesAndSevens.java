package dev.culebra.samples.lessons;

import dev.culebra.engine.DType;
import dev.culebra.engine.expr.Expr;
import dev.culebra.nn.data.Batch;
import dev.culebra.nn.data.DataLoader;
import dev.culebra.nn.data.Dataset;
import dev.culebra.nn.data.Digits;
import dev.culebra.nn.data.LabelledImages;
import dev.culebra.nn.data.Split;
import dev.culebra.samples.UsageException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The threes and sevens among the digits: targets are 1 for a seven, 0 for a three, F32 {@code [b, 1]}.
 *
 * <pre>{@code
 * new ThreesAndSevens(digits, 1).train().epoch(0);
 * }</pre>
 */
final class ThreesAndSevens {

    private static final int THREE = 3;
    private static final int SEVEN = 7;
    private static final int BATCH = 64;
    private static final int LARGE_BATCH = 1000;
    private static final double HELD_BACK = 0.2;
    private static final int LIT = 64;
    private static final Expr IS_SEVEN = Expr.input(0).eq(SEVEN);

    private final LabelledImages images;
    private final int[] learning;
    private final DataLoader train;
    private final DataLoader valid;
    private final DataLoader test;

    ThreesAndSevens(Digits digits, long seed) {
        images = digits.train();
        int[] wanted = wanted(images);
        Split split = Split.random(wanted.length, HELD_BACK, seed);
        learning = Arrays.stream(split.train()).map(i -> wanted[i]).toArray();
        int[] held = Arrays.stream(split.valid()).map(i -> wanted[i]).toArray();
        train = DataLoader.of(sevens(images, learning), BATCH).shuffle(seed);
        valid = DataLoader.of(sevens(images, held), LARGE_BATCH);
        test = DataLoader.of(sevens(digits.test(), wanted(digits.test())), LARGE_BATCH);
        if (train.examples() == 0 || valid.examples() == 0 || test.examples() == 0) {
            throw new UsageException(
                    "--train-images: too few threes and sevens, %d to learn from and %d to be judged by"
                            .formatted(wanted.length, test.examples()));
        }
    }

    private static int[] wanted(LabelledImages images) {
        return IntStream.range(0, images.count()).filter(i -> images.label(i) == THREE || images.label(i) == SEVEN)
                .toArray();
    }

    private static Dataset sevens(LabelledImages images, int[] which) {
        return Dataset.of(images).subset(which).map(batch -> new Batch(batch.inputs(),
                batch.targets().map(IS_SEVEN).to(DType.F32).reshape(-1, 1)));
    }

    DataLoader train() {
        return train;
    }

    DataLoader valid() {
        return valid;
    }

    DataLoader test() {
        return test;
    }

    int pixels() {
        return images.pixelsPerImage();
    }

    /** For each pixel: the share of the sevens in which it is lit, less the share of the threes. */
    double[] litMoreOftenInSevens() {
        double[] difference = new double[pixels()];
        long sevens = Arrays.stream(learning).filter(i -> images.label(i) == SEVEN).count();
        for (int image : learning) {
            double share = images.label(image) == SEVEN ? 1.0 / sevens : -1.0 / (learning.length - sevens);
            for (int pixel = 0; pixel < difference.length; pixel++) {
                if (images.pixel(image, 0, pixel) > LIT) {
                    difference[pixel] += share;
                }
            }
        }
        return difference;
    }
}

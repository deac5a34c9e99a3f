package dev.culebra.samples.show;

import java.util.Locale;

/**
 * A table that grows by one line an epoch.
 *
 * <pre>{@code
 * screen.println(EpochTable.HEADER);
 * screen.println(EpochTable.row(1, 0.412, 0.298, 0.914, 1.84));
 * }</pre>
 */
public final class EpochTable {

    /** The heads of the columns. */
    public static final String HEADER = "epoch   train loss   test loss   test accuracy   seconds";

    private static final String ROW = "%5d   %10.4f   %9.4f   %11.2f %%   %7.1f";

    private EpochTable() {}

    /**
     * One epoch.
     *
     * @param epoch from 1
     * @param trainLoss mean over the images, while learning
     * @param testLoss mean over the images, at the epoch's end
     * @param accuracy share of test images that were recognised, from 0 to 1
     * @param seconds how long it took
     */
    public static String row(int epoch, double trainLoss, double testLoss, double accuracy, double seconds) {
        return String.format(Locale.ROOT, ROW, epoch, trainLoss, testLoss, 100 * accuracy, seconds);
    }
}

package dev.culebra.samples.show;

import dev.culebra.nn.train.EpochReport;
import dev.culebra.nn.train.Evaluation;
import dev.culebra.nn.train.TrainingListener;
import java.util.Locale;

/**
 * A table that grows by one line an epoch.
 *
 * <pre>{@code
 * trainer.fit(train, Optional.of(test), 80, EpochTable.of(screen, 10));      // 8 lines
 * }</pre>
 */
public final class EpochTable {

    /** The heads of the columns. */
    static final String HEADER = "epoch   train loss   test loss   test accuracy   seconds";

    private static final String ROW = "%5d   %10.4f   %9.4f   %11.2f %%   %7.1f";

    private EpochTable() {}

    /**
     * Writes the heads of the columns, and makes what writes the lines.
     *
     * @param each 1 for every epoch, 10 for every tenth
     */
    public static TrainingListener of(Screen screen, int each) {
        screen.println(HEADER);
        return new TrainingListener() {
            @Override
            public boolean goesOn(EpochReport epoch) {
                if (epoch.number() % each == 0) {
                    screen.println(row(epoch));
                }
                return true;
            }
        };
    }

    /** One epoch, with its loss and accuracy on the test examples. */
    static String row(EpochReport epoch) {
        Evaluation test = epoch.validation().orElseThrow();
        return String.format(Locale.ROOT, ROW, epoch.number(), epoch.trainLoss(), test.loss(), 100 * test.metrics().get(
                "accuracy"), epoch.seconds());
    }
}

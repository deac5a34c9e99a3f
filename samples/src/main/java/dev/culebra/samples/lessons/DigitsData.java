package dev.culebra.samples.lessons;

import dev.culebra.nn.data.Digits;
import dev.culebra.nn.data.LabelledImages;
import dev.culebra.nn.data.Mnist;
import dev.culebra.samples.UsageException;
import dev.culebra.samples.show.Screen;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Where a sample has its digits from: MNIST in a directory or in the user's cache, else generated ones. To be mixed
 * into a command:
 *
 * <pre>{@code
 * @Mixin
 * private DigitsData data = new DigitsData();
 * }</pre>
 */
public final class DigitsData {

    private static final int GENERATED_TRAIN = 60_000;
    private static final int GENERATED_TEST = 10_000;
    private static final int MOST = 1_000_000;

    @Option(names = "--data", paramLabel = "DIR",
            description = "Reads MNIST's four files from this directory (default: the user's cache directory, and "
                    + "generated digits if MNIST is not there).")
    private Optional<Path> directory = Optional.empty();

    @Option(names = "--download",
            description = "Fetches MNIST (11 MB) to the user's cache directory first.")
    private boolean download;

    @Option(names = "--train-images", paramLabel = "N",
            description = "Learns from the first N images only.")
    private Optional<Integer> trainImages = Optional.empty();

    /** Refuses what does not fit together, before any work is done. */
    public void check() {
        if (directory.isPresent() && download) {
            throw new UsageException("--data and --download exclude each other");
        }
        trainImages.ifPresent(count -> Ranges.between("--train-images", 1, MOST, count));
    }

    /** Reads or draws the digits, and says which. */
    public Digits load(long seed, Screen screen) {
        if (download) {
            Mnist.download();
        }
        Optional<Path> mnist = directory.or(Mnist::find);
        Digits digits = mnist.map(this::read).orElseGet(() -> generate(seed));
        screen.printf("Data     %s: %,d to learn from, %,d to be judged by%n",
                mnist.map(path -> digits.name() + " in " + path).orElse(digits.name()),
                digits.train().count(),
                digits.test().count());
        if (mnist.isEmpty()) {
            screen.println("         (--download fetches the real thing, MNIST: 70,000 digits written by people)");
        }
        return digits;
    }

    private Digits read(Path from) {
        Digits all = Mnist.read(from);
        LabelledImages train = all.train();
        int count = trainImages.orElse(train.count());
        if (count > train.count()) {
            throw new UsageException(
                    String.format(Locale.ROOT, "--train-images: %,d wanted, there are %,d in %s", count,
                            train.count(), from));
        }
        return new Digits(all.name(), train.range(0, count), all.test());
    }

    private Digits generate(long seed) {
        return Digits.generated(seed, trainImages.orElse(GENERATED_TRAIN), GENERATED_TEST);
    }
}

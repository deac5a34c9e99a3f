package dev.culebra.samples.lessons;

import dev.culebra.engine.Device;
import dev.culebra.engine.RandomStream;
import dev.culebra.nn.Loss;
import dev.culebra.nn.data.DataLoader;
import dev.culebra.nn.data.Split;
import dev.culebra.nn.data.table.Ratings;
import dev.culebra.nn.train.AdamSettings;
import dev.culebra.nn.train.AdamW;
import dev.culebra.nn.train.EpochReport;
import dev.culebra.nn.train.Metric;
import dev.culebra.nn.train.StepReport;
import dev.culebra.nn.train.Trainer;
import dev.culebra.nn.train.TrainingListener;
import dev.culebra.samples.Sample;
import dev.culebra.samples.Story;
import dev.culebra.samples.show.Figures;
import dev.culebra.samples.show.Plot;
import dev.culebra.samples.show.Screen;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Who will like what. */
@Story("""
        Some people have rated some films. What would they say of the others? Nobody knows anything about the films or the \
        people but these ratings; that is enough.

        Each film gets a few numbers, its factors, and each person as many. If they point the same way the person likes the \
        film: the prediction is their product, summed, plus a bias of the film (some are liked by all) and of the person \
        (some like all), squeezed by a sigmoid into the range that ratings have. All begin at random, and are learnt by \
        gradient descent like any parameter.

        What a factor means nobody has said. But films with factors alike are alike: their neighbours tell.""")
@Command(name = "collab", description = "Learns from ratings who will like what, and which items are alike.")
public final class CollabSample extends Sample {

    private static final double HELD_BACK = 0.2;
    private static final int SHOWN = 4;

    @Option(names = "--data", paramLabel = "FILE",
            description = "Ratings: MovieLens's u.data or ratings.csv, or a like file (default: generated ones).")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--factors", paramLabel = "N", defaultValue = "2",
            description = "Numbers for each user and item (default: ${DEFAULT-VALUE}).")
    private int factors;

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "20",
            description = "How often to go through all ratings (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--rate", paramLabel = "X", defaultValue = "0.02",
            description = "Learning rate (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--decay", paramLabel = "X", defaultValue = "0.1",
            description = "Weight decay: how strongly factors are drawn to 0; few ratings want more "
                    + "(default: ${DEFAULT-VALUE}).")
    private double decay;

    /** For the command. */
    public CollabSample() {}

    @Override
    protected void run(Screen screen, Figures figures) {
        Ranges.between("--factors", 2, 100, factors);
        Ranges.atLeast("--epochs", 1, epochs);
        Ranges.positive("--rate", rate);
        screen.println("Device   " + Device.standardReason());
        Tastes known = Tastes.generate(seed());
        Ratings ratings = data.map(Ratings::read).orElse(known.ratings());
        screen.printf("Data     %s: %,d ratings of %,d items by %,d people%n",
                data.map(Path::toString).orElse("generated"),
                ratings.count(), ratings.items().size(), ratings.users().size());
        Split split = Split.random(ratings.count(), HELD_BACK, seed());
        DataLoader train = DataLoader.of(ratings.dataset().subset(split.train()), 64).shuffle(seed());
        DataLoader valid = DataLoader.of(ratings.dataset().subset(split.valid()), 1024);
        double mean = mean(ratings, split.train());
        double without =
                Math.sqrt(Arrays.stream(split.valid()).mapToDouble(i -> Math.pow(ratings.values()[i] - mean, 2))
                        .average().orElse(Double.NaN));
        try (var network = CollabNetwork.of(ratings, factors, new RandomStream(seed()));
                var adam = new AdamW(network.parameters(), AdamSettings.ofAdamW().rate(rate).decay(decay))) {
            var trainer = new Trainer(network, Loss.meanSquaredError(), adam, Metric.rootMeanSquaredError());
            List<EpochReport> reports = trainer.fit(train, Optional.of(valid), epochs, new TrainingListener() {
                @Override
                public void stepping(long taken) {
                    adam.learningRate(rate * (1 - taken / ((double) epochs * train.batches())));
                }

                @Override
                public boolean goesOn(StepReport step) {
                    return !interrupted();
                }
            });
            double error = trainer.evaluate(valid).metrics().get("rmse");
            screen.printf("Network  %,d parameters%n%n", network.parameterCount());
            screen.printf("Held-back ratings are missed by %.3f; by %.3f if one always says %.2f (root mean square)%n",
                    error,
                    without, mean);
            var items = new Neighbours(ratings.items(), network.itemFactors());
            if (data.isEmpty()) {
                double correlation = known.correlation(network.all());
                screen.printf("What nobody has rated is guessed with a correlation of %.3f to the truth%n",
                        correlation);
                figures.put("correlation", correlation);
                figures.put("sameKind", items.sameKind());
            }
            items.print(screen, SHOWN);
            figures.put("ratings", ratings.count());
            figures.put("rmse", error);
            figures.put("rmseOfTheMean", without);
            picture(reports, without);
            pictures().add("factors", "Items that are liked by the same people lie in the same direction.",
                    items.plot(data
                            .isEmpty() ? Tastes.KINDS : List.of()));
        }
    }

    private static double mean(Ratings ratings, int[] which) {
        return Arrays.stream(which).mapToDouble(i -> ratings.values()[i]).average().orElse(Double.NaN);
    }

    private void picture(List<EpochReport> reports, double without) {
        double[] numbers = reports.stream().mapToDouble(EpochReport::number).toArray();
        pictures().add("error", "How far off the predictions are, epoch by epoch.", new Plot("Ratings", "epoch",
                "root mean squared error [rating]").yFrom(0).line("learnt from", numbers, reports.stream()
                        .mapToDouble(
                                report -> Math.sqrt(report.trainLoss()))
                        .toArray())
                .line("held back", numbers, reports.stream()
                        .mapToDouble(report -> report.validation().orElseThrow().metrics().get("rmse")).toArray())
                .faint("always the mean", numbers, Arrays.stream(numbers).map(_ -> without).toArray()));
    }
}

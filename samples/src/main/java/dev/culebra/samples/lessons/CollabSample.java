package dev.culebra.samples.lessons;

import dev.culebra.engine.Device;
import dev.culebra.engine.RandomStream;
import dev.culebra.nn.Loss;
import dev.culebra.nn.data.DataLoader;
import dev.culebra.nn.data.Split;
import dev.culebra.nn.data.table.Ratings;
import dev.culebra.nn.train.AdamSettings;
import dev.culebra.nn.train.AdamW;
import dev.culebra.nn.train.Metric;
import dev.culebra.nn.train.Schedule;
import dev.culebra.nn.train.Trainer;
import dev.culebra.samples.Story;
import dev.culebra.samples.Trained;
import dev.culebra.samples.TrainingSample;
import dev.culebra.samples.show.Figures;
import dev.culebra.samples.show.Plot;
import dev.culebra.samples.show.Screen;
import java.nio.file.Path;
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
public final class CollabSample extends TrainingSample {

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
    protected void train(Screen screen, Figures figures) {
        Ranges.between("--factors", 2, 100, factors);
        Ranges.atLeast("--epochs", 1, epochs);
        Ranges.positive("--rate", rate);
        Ranges.notNegative("--decay", decay);
        screen.println("Device   " + Device.standardReason());
        Tastes known = Tastes.generate(seed());
        Ratings ratings = data.map(Ratings::read).orElse(known.ratings());
        screen.printf("Data     %s: %,d ratings of %,d items by %,d people%n",
                data.map(Path::toString).orElse("generated"),
                ratings.count(), ratings.items().size(), ratings.users().size());
        Split split = Split.random(ratings.count(), HELD_BACK, seed());
        DataLoader train = DataLoader.of(ratings.dataset().subset(split.train()), 64).shuffle(seed());
        DataLoader valid = DataLoader.of(ratings.dataset().subset(split.valid()), 1024);
        MeanGuess mean = MeanGuess.of(ratings, split);
        try (var network = CollabNetwork.of(ratings, factors, new RandomStream(seed()));
                var adam = new AdamW(network.parameters(), AdamSettings.ofAdamW().rate(rate).decay(decay))) {
            screen.printf("Network  %,d parameters%n%n", network.parameterCount());
            var trainer = new Trainer(network, Loss.meanSquaredError(), adam, Metric.rootMeanSquaredError());
            var shrinking = Schedule.linear(rate, 0, (long) epochs * train.batches()).setsRateOf(adam);
            Trained trained = fit("", trainer, train, valid, epochs, shrinking);
            double error = trained.end().metrics().get("rmse");
            screen.printf("Held-back ratings are missed by %.3f; by %.3f if one always says %.2f (root mean square)%n",
                    error, mean.error(), mean.value());
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
            figures.put("rmseOfTheMean", mean.error());
            var plot = new Plot("Ratings", "epoch", "root mean squared error [rating]").yFrom(0);
            trained.draw("learnt from", epoch -> Math.sqrt(epoch.trainLoss()), plot);
            trained.draw("held back", epoch -> Trained.metric(epoch, "rmse"), plot);
            plot.faint("always the mean", new double[] {1, epochs}, new double[] {mean.error(), mean.error()});
            pictures().add("error", "How far off the predictions are, epoch by epoch.", plot);
            pictures().add("factors", "Items that are liked by the same people lie in the same direction.",
                    items.plot(data.isEmpty() ? Tastes.KINDS : List.of()));
        }
    }
}

package dev.culebra.samples.lessons;

import dev.culebra.engine.Device;
import dev.culebra.engine.RandomStream;
import dev.culebra.nn.Loss;
import dev.culebra.nn.data.DataLoader;
import dev.culebra.nn.data.table.EncodedTable;
import dev.culebra.nn.data.table.Encoding;
import dev.culebra.nn.train.AdamSettings;
import dev.culebra.nn.train.AdamW;
import dev.culebra.nn.train.Metric;
import dev.culebra.nn.train.Schedule;
import dev.culebra.nn.train.Trainer;
import dev.culebra.samples.Story;
import dev.culebra.samples.Trained;
import dev.culebra.samples.TrainingSample;
import dev.culebra.samples.show.EpochTable;
import dev.culebra.samples.show.Figures;
import dev.culebra.samples.show.Screen;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Rows of a table. */
@Story("""
        A table has two kinds of columns. Numbers (age, hours worked) are normalised: less their mean, over their deviation. \
        Categories (occupation, country) have no size that one could add up; each becomes a vector of a few numbers, an \
        embedding, which is learnt like every other parameter. What is missing is a category of its own, or the mean.

        Means, deviations and categories come from the rows that are learnt from, and are applied to those that the model is \
        judged by: what it will meet later must not help it now.

        Which columns matter? Shuffle one of them among the rows, so that it says nothing any more, and see how much worse the \
        answers get: its permutation importance.""")
@Command(name = "tabular", description = "Learns from the rows of a table, and tells which columns matter.")
public final class TabularSample extends TrainingSample {

    private static final int LARGE = 2048;

    @Option(names = "--data", paramLabel = "PATH",
            description = "A directory with adult.data and adult.test, or a file like iris.data (default: generated flowers).")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "8",
            description = "How often to go through all rows (default: ${DEFAULT-VALUE}; ten times as often if they are few).")
    private int epochs;

    @Option(names = "--rate", paramLabel = "X", defaultValue = "0.005",
            description = "Learning rate (default: ${DEFAULT-VALUE}).")
    private double rate;

    /** For the command. */
    public TabularSample() {}

    @Override
    protected void train(Screen screen, Figures figures) {
        Ranges.atLeast("--epochs", 1, epochs);
        Ranges.positive("--rate", rate);
        screen.println("Device   " + Device.standardReason());
        TabularData tables = TabularData.of(data, seed());
        Encoding encoding = Encoding.learn(tables.train(), tables.categorical(), tables.continuous(), tables.target());
        EncodedTable train = encoding.apply(tables.train());
        EncodedTable test = encoding.apply(tables.test());
        screen.printf("Data     %s: %,d rows to learn from, %,d to be judged by%n", tables.name(), train.rows(),
                test.rows());
        boolean few = train.rows() < LARGE;
        DataLoader loader = DataLoader.of(train.dataset(), few ? 16 : 256).shuffle(seed());
        DataLoader judges = DataLoader.of(test.dataset(), LARGE);
        try (var network = new TabularNetwork(encoding, 64, new RandomStream(seed()));
                var adam = new AdamW(network.parameters(), AdamSettings.ofAdamW().rate(rate))) {
            screen.printf("Network  %,d parameters%n%n", network.parameterCount());
            var trainer = new Trainer(network, Loss.crossEntropy(), adam, Metric.accuracy());
            int all = few ? 10 * epochs : epochs;
            // Steps get smaller and smaller, so that the last ones do not undo what was learnt.
            var shrinking = Schedule.linear(rate, 0, (long) all * loader.batches()).setsRateOf(adam);
            var table = EpochTable.of(screen, few ? 10 : 1);
            Trained trained = fit("", trainer, loader, judges, all, shrinking, table);
            screen.println("");
            Importance importance = Importance.of(trainer, test, seed());
            importance.print(screen);
            screen.println("");
            pictures().add("importance", "How much accuracy each column is worth.", importance.picture());
            figures.put("data", tables.name());
            figures.put("parameters", network.parameterCount());
            figures.put("testAccuracy", trained.accuracy());
            figures.put("mostImportant", importance.columns().getFirst());
        }
    }
}

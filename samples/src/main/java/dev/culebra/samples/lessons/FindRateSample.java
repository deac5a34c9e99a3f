package dev.culebra.samples.lessons;

import dev.culebra.engine.Device;
import dev.culebra.engine.RandomStream;
import dev.culebra.nn.Activation;
import dev.culebra.nn.Linear;
import dev.culebra.nn.Loss;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.data.DataLoader;
import dev.culebra.nn.data.Dataset;
import dev.culebra.nn.data.Digits;
import dev.culebra.nn.train.Metric;
import dev.culebra.nn.train.OneCycle;
import dev.culebra.nn.train.RateCurve;
import dev.culebra.nn.train.RateFinder;
import dev.culebra.nn.train.Sgd;
import dev.culebra.nn.train.Trainer;
import dev.culebra.samples.FailureException;
import dev.culebra.samples.Story;
import dev.culebra.samples.Trained;
import dev.culebra.samples.TrainingSample;
import dev.culebra.samples.show.Figures;
import dev.culebra.samples.show.Plot;
import dev.culebra.samples.show.Screen;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How large a step may be. */
@Story("""
        Nobody knows a good learning rate beforehand. The finder tries: it trains with a rate that grows from tiny to huge \
        within a hundred steps, and notes the loss. First nothing happens, then the loss falls, then it explodes. Where \
        it falls fastest is a good rate. Afterwards the network is as it was.

        Nor need the rate stay the same. In one cycle it goes up, so that learning is quick and does not settle in the \
        first hollow it finds, and then down to almost nothing, so that it comes to rest; the momentum goes the other \
        way. With as many steps as at a constant rate, if there are thousands of them, the images are read better; with a \
        few hundred, worse.

        Leslie Smith, "Cyclical learning rates for training neural networks", 2017, and "A disciplined approach to neural \
        network hyper-parameters", 2018; with the settings of fastai.""")
@Command(name = "find-rate", description = "Finds a learning rate, and trains with it in one cycle.")
public final class FindRateSample extends TrainingSample {

    private static final int HIDDEN = 64;
    private static final int BATCH = 64;
    private static final int TEST_BATCH = 1000;
    private static final double MOMENTUM = 0.95;
    private static final RateFinder FINDER = new RateFinder(1e-5, 10, 200, 4);

    @Mixin
    private DigitsData data = new DigitsData();

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "4",
            description = "How long to train each time (default: ${DEFAULT-VALUE}).")
    private int epochs;

    /** For the command. */
    public FindRateSample() {}

    @Override
    protected void train(Screen screen, Figures figures) {
        data.check();
        Ranges.atLeast("--epochs", 1, epochs);
        screen.println("Device   " + Device.standardReason());
        Digits digits = data.load(seed(), screen);
        var train = DataLoader.of(Dataset.of(digits.train()), BATCH).shuffle(seed());
        var test = DataLoader.of(Dataset.of(digits.test()), TEST_BATCH);
        RateCurve curve = with(digits, FINDER.from(), (trainer, _) -> FINDER.run(trainer, train));
        double rate = curve.suggestion().orElseThrow(() -> new FailureException("the loss falls at no rate"));
        screen.printf("%nThe loss falls fastest at a rate of %.3g%n%n%-16s%12s%12s%n", rate, "", "test loss",
                "test acc.");
        figures.put("rate", rate);
        var cycle = OneCycle.of(rate, (long) epochs * train.batches());
        Trained constant = with(digits, rate, (trainer, _) -> fit("constant", trainer, train, test, epochs));
        report("constant", constant, screen, figures);
        Trained cycled = with(digits, rate, (trainer, descent) -> fit("cycle", trainer, train, test, epochs,
                cycle.sets(descent)));
        report("oneCycle", cycled, screen, figures);
        screen.println("");
        pictures().add("finder", "The loss while the rate grows; it falls fastest at %.3g.".formatted(rate),
                RatePlots.finder(curve));
        pictures().add("cycle", "The learning rate and the momentum in one cycle.", RatePlots.cycle(cycle));
        var losses = new Plot("Constant rate and one cycle", "epoch", "cross-entropy of test images").yFrom(0);
        constant.draw("constant rate", Trained::testLoss, losses);
        cycled.draw("one cycle", Trained::testLoss, losses);
        pictures().add("loss", "The loss on test images after each epoch.", losses);
    }

    /** A network that begins the same each time, since the seed is the same. */
    private <T> T with(Digits digits, double rate, BiFunction<Trainer, Sgd, T> use) {
        var random = new RandomStream(seed());
        try (var model = Sequential.of(new Linear(digits.train().pixelsPerImage(), HIDDEN, random), Activation.relu(),
                new Linear(HIDDEN, Digits.CLASSES, random));
                var descent = new Sgd(model.parameters(), new Sgd.Settings(rate, MOMENTUM, 0, false))) {
            return use.apply(new Trainer(model, Loss.crossEntropy(), descent, Metric.accuracy()), descent);
        }
    }

    private static void report(String name, Trained trained, Screen screen, Figures figures) {
        screen.printf("%-16s%12.4f%10.2f %%%n", name, trained.end().loss(), 100 * trained.accuracy());
        figures.put(name + "Loss", trained.end().loss());
        figures.put(name + "Accuracy", trained.accuracy());
    }
}

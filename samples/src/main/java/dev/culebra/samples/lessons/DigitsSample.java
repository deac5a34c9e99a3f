package dev.culebra.samples.lessons;

import dev.culebra.engine.Device;
import dev.culebra.engine.RandomStream;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.data.DataLoader;
import dev.culebra.nn.data.Dataset;
import dev.culebra.nn.data.Digits;
import dev.culebra.nn.train.Metric;
import dev.culebra.nn.train.Schedule;
import dev.culebra.nn.train.Sgd;
import dev.culebra.nn.train.Trainer;
import dev.culebra.samples.Story;
import dev.culebra.samples.Trained;
import dev.culebra.samples.TrainingSample;
import dev.culebra.samples.show.Figures;
import dev.culebra.samples.show.LossPlot;
import dev.culebra.samples.show.Screen;
import dev.culebra.samples.show.TrainingLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The network that everybody meets first. */
@Story("""
        An image is 784 numbers: the ink of 28×28 pixels, from 0 to 1. They are the first layer. Each value of the next \
        layer adds them all up, each times a weight of its own, adds a bias, and squeezes the sum between 0 and 1: the \
        sigmoid. So does the layer after it with the values of this one. The last layer has ten values, one for each \
        digit: the largest is the answer.

        With two layers of 16 between, that makes 784·16 + 16 + 16·16 + 16 + 16·10 + 10 = 13,002 weights and biases, \
        the parameters. It is the network of Grant Sanderson's "But what is a neural network?" (3Blue1Brown, 2017).

        The parameters begin at random, and so the answers do too. The loss says how wrong they are, on average over the \
        examples. Its gradient says of every parameter how the loss would change with it, and a step moves them all a \
        little the other way. Each step looks at one batch of images. When all training images have had their turn, an \
        epoch is over, and the network is tried on test images, which it never learns from.""")
@Command(name = "digits", description = "Teaches a network to read handwritten digits.", footer = {"",
    "On MNIST the network as it is learns to read 94 %% of the test images and more;",
    "97.5 %% and more, in 5 epochs, with --network 784-128-10 --activation relu", "",
    "Ctrl-C ends the training, and shows what was learnt so far. What --save writes,",
    "the sample draw takes as its --model."})
public final class DigitsSample extends TrainingSample {

    private static final int TEST_BATCH = 1000;

    @Mixin
    private DigitsOptions options = new DigitsOptions();

    @Mixin
    private DigitsData data = new DigitsData();

    /** For the command. */
    public DigitsSample() {}

    @Override
    protected void train(Screen screen, Figures figures) {
        options.check();
        data.check();
        screen.println("Device   " + Device.standardReason());
        Digits digits = data.load(seed(), screen);
        options.check(digits);

        var train = DataLoader.of(Dataset.of(digits.train()), options.batch()).shuffle(seed());
        var test = DataLoader.of(Dataset.of(digits.test()), TEST_BATCH);
        Schedule rate = options.rate(train.batches());
        try (Sequential network = options.network(new RandomStream(seed()));
                var descent = new Sgd(network.parameters().values(), rate.at(0), options.momentum(), 0)) {
            screen.printf("Network  %s: %,d parameters%n%n", options.description(), network.parameterCount());
            var trainer = new Trainer(network, options.cost().loss(), descent, Metric.accuracy());
            var plot = new LossPlot(digits.name() + ": " + options.description(), options.cost().unit());
            Trained trained;
            try (var log = new TrainingLog(screen, plot, train.examples())) {
                trained = fit("", trainer, train, test, options.epochs(), log, rate.setsRateOf(descent));
            }
            figures.put("device", Device.standard().name());
            figures.put("data", digits.name());
            figures.put("network", options.description());
            figures.put("parameters", network.parameterCount());
            figures.put("epochs", trained.epochs().size());
            figures.put("seconds", trained.seconds());
            figures.put("testLoss", trained.end().loss());
            figures.put("testAccuracy", trained.accuracy());

            var answers = new DigitsAnswers(network, options.cost(), digits.test());
            answers.printConfusion(screen);
            answers.printImage(options.shown(), screen);
            screen.println("");
            pictures().add("loss", "The loss while learning, and of the test images after each epoch.", plot);
            var pictures = new DigitsPictures(network, options.cost(), digits.test());
            pictures.weights(pictures());
            pictures.activations(options.shown(), pictures());
        }
    }
}

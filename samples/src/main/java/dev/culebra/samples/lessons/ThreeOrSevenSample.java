package dev.culebra.samples.lessons;

import dev.culebra.engine.Device;
import dev.culebra.nn.data.Digits;
import dev.culebra.samples.Story;
import dev.culebra.samples.TrainingSample;
import dev.culebra.samples.show.Figures;
import dev.culebra.samples.show.ImageGrid;
import dev.culebra.samples.show.Plot;
import dev.culebra.samples.show.Screen;
import java.util.Arrays;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The seven steps by hand. */
@Story("""
        Is it a 3 or a 7? Every way of learning that follows has seven steps:

        1 initialise the parameters; 2 predict, for a batch of images, from the parameters; 3 compute the loss, one \
        number that is small when the predictions are good; 4 compute its gradient, which says of every parameter how \
        the loss changes with it; 5 step: change every parameter a little against its gradient; 6 repeat from step 2; \
        7 stop, when the images that were held back are read worse than before, or when the time is up.

        The first model is linear: 784 weights, one for each pixel, and a bias. It is initialised in two ways: at \
        random; and with something that we know already, for each pixel in what share of the sevens it is lit, less the \
        share of the threes. The second begins better; where they end is the same.

        A linear model can only weigh each pixel by itself. Two layers with a ReLU between them see more: what one pixel \
        means then depends on the others.""")
@Command(name = "three-or-seven", description = "Tells threes from sevens: the seven steps of training by hand.")
public final class ThreeOrSevenSample extends TrainingSample {

    private static final int HIDDEN = 64;

    @Mixin
    private DigitsData data = new DigitsData();

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "20",
            description = "Stops after so many at the latest (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "20",
            description = "Stops each model after so long at the latest (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--rate", paramLabel = "X", defaultValue = "0.2",
            description = "Learning rate (default: ${DEFAULT-VALUE}).")
    private double rate;

    /** For the command. */
    public ThreeOrSevenSample() {}

    @Override
    protected void train(Screen screen, Figures figures) {
        data.check();
        Ranges.atLeast("--epochs", 1, epochs);
        Ranges.positive("--seconds", seconds);
        Ranges.positive("--rate", rate);
        screen.println("Device   " + Device.standardReason());
        Digits digits = data.load(seed(), screen);
        var images = new ThreesAndSevens(digits, seed());
        screen.printf("%n%-30s%7s%9s%11s%13s%11s%n", "", "epochs", "seconds", "train loss", "valid. acc.", "test acc.");

        var plot = new Plot("Three or seven?", "epoch", "accuracy on held-back images [%]");
        double[] lit = images.litMoreOftenInSevens();
        try (var random = SevenSteps.linear(images.pixels(), seed());
                var informed = SevenSteps.linear(lit);
                var layers = SevenSteps.twoLayers(images.pixels(), HIDDEN, seed())) {
            learn("linear, at random", "linearRandom", random, images, screen, figures, plot);
            learn("linear, lit pixels", "linearLit", informed, images, screen, figures, plot);
            learn("two layers, " + HIDDEN + " between", "twoLayers", layers, images, screen, figures, plot);
            screen.println("");
            pictures().add("accuracy", "After each epoch, the share of the held-back images that is read right.", plot);
            int side = digits.train().rows();
            pictures().add("weights", "What counts for a seven (blue) and for a three (orange), pixel by pixel.",
                    new ImageGrid("Weights of the linear models", 4, 5)
                            .add("lit pixels", side, side, lit)
                            .add("learnt from there", side, side, informed.weights())
                            .add("learnt from random", side, side, random.weights()));
        }
        figures.put("device", Device.standard().name());
        figures.put("data", digits.name());
    }

    private void learn(String name, String key, SevenSteps model, ThreesAndSevens images, Screen screen,
            Figures figures, Plot plot) {
        SevenSteps.Course course = model.learn(images, rate, epochs, seconds, this::interrupted);
        learnt(key, model.tensors());
        double accuracy = model.accuracy(images.test());
        screen.printf("%-30s%7d%9.1f%11.4f%11.2f %%%9.2f %%%n", name, course.epochs(), course.seconds(),
                course.loss(), 100 * course.best(), 100 * accuracy);
        figures.put(key + "Accuracy", accuracy);
        figures.put(key + "Epochs", course.epochs());
        double[] numbers = IntStream.range(0, course.accuracies().length).asDoubleStream().toArray();
        plot.line(name, numbers, Arrays.stream(course.accuracies()).map(a -> 100 * a).toArray());
    }
}

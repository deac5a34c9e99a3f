package dev.culebra.samples.lessons;

import dev.culebra.engine.RandomStream;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.data.Digits;
import dev.culebra.nn.train.Schedule;
import picocli.CommandLine.Option;

/** The network that {@link DigitsSample} trains, and how. */
final class DigitsOptions {

    @Option(names = "--network", paramLabel = "SIZES", defaultValue = "784-16-16-10",
            description = "Values in each layer (default: ${DEFAULT-VALUE}).")
    private String sizes = "";

    @Option(names = "--activation", paramLabel = "NAME", defaultValue = "sigmoid",
            description = "What comes after each layer but the last: ${COMPLETION-CANDIDATES} "
                    + "(default: ${DEFAULT-VALUE}).")
    private ActivationName activation = ActivationName.SIGMOID;

    @Option(names = "--loss", paramLabel = "NAME", defaultValue = "cross-entropy",
            description = "What is made small: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). The squared "
                    + "error, mse, wants --rate 0.3.")
    private Cost cost = Cost.CROSS_ENTROPY;

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "10",
            description = "How often to go through all training images (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "64",
            description = "Images that a step looks at (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--rate", paramLabel = "X", defaultValue = "0.1",
            description = "Learning rate: how far a step goes (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--decay", paramLabel = "X", defaultValue = "0.8",
            description = "Multiplies the rate after each epoch: steps get smaller (default: ${DEFAULT-VALUE}).")
    private double decay;

    @Option(names = "--momentum", paramLabel = "X", defaultValue = "0.9",
            description = "Share of a step that goes on in the next (default: ${DEFAULT-VALUE}).")
    private double momentum;

    @Option(names = "--show", paramLabel = "N", defaultValue = "0",
            description = "Test image to draw at the end (default: ${DEFAULT-VALUE}).")
    private int shown;

    /** Refuses values that make no sense, before any work is done. */
    void check() {
        Network.parse(sizes);
        Ranges.atLeast("--epochs", 1, epochs);
        Ranges.atLeast("--batch", 1, batch);
        Ranges.positive("--rate", rate);
        Ranges.positive("--decay", decay);
        Ranges.fraction("--momentum", momentum);
    }

    /** Refuses what does not fit the images. */
    void check(Digits digits) {
        Network.parse(sizes).check(digits.train().pixelsPerImage(), Digits.CLASSES);
        Ranges.between("--show", 0, digits.test().count() - 1, shown);
    }

    /** The network, with parameters drawn at random. */
    Sequential network(RandomStream random) {
        return Network.parse(sizes).build(activation.activation(), activation.init(), random);
    }

    /** The network in a few words. */
    String description() {
        return sizes + ", " + activation;
    }

    Cost cost() {
        return cost;
    }

    int epochs() {
        return epochs;
    }

    int batch() {
        return batch;
    }

    /** Smaller after each epoch. */
    Schedule rate(int stepsInEpoch) {
        return Schedule.exponential(rate, decay).perEpoch(stepsInEpoch);
    }

    double momentum() {
        return momentum;
    }

    int shown() {
        return shown;
    }
}

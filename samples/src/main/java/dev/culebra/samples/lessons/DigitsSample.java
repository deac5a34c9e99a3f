package dev.culebra.samples.lessons;

import dev.culebra.engine.Device;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.data.Batch;
import dev.culebra.nn.data.DataLoader;
import dev.culebra.nn.data.Dataset;
import dev.culebra.nn.data.Digits;
import dev.culebra.nn.data.LabelledImages;
import dev.culebra.nn.train.DivergedException;
import dev.culebra.nn.train.Evaluation;
import dev.culebra.nn.train.Metric;
import dev.culebra.nn.train.Sgd;
import dev.culebra.nn.train.Trainer;
import dev.culebra.samples.FailureException;
import dev.culebra.samples.OutputFile;
import dev.culebra.samples.PlotOption;
import dev.culebra.samples.Sample;
import dev.culebra.samples.show.ConfusionMatrix;
import dev.culebra.samples.show.DigitArt;
import dev.culebra.samples.show.Figures;
import dev.culebra.samples.show.LossPlot;
import dev.culebra.samples.show.Screen;
import dev.culebra.samples.show.TrainingLog;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A network learns to read handwritten digits.
 *
 * <p>An image is 784 numbers, the ink of 28×28 pixels from 0 to 1. They are the first layer. Each value of the next layer
 * adds all of them up, each times a weight of its own, adds a bias, and squeezes the sum between 0 and 1 (the sigmoid). So
 * does the layer after it with these, and the last layer has ten values, one for each digit: the largest is the answer.
 * With two layers of 16 between, that makes 784·16 + 16 + 16·16 + 16 + 16·10 + 10 = 13,002 weights and biases: the
 * parameters. It is the network of Grant Sanderson's "But what is a neural network?" (3Blue1Brown, 2017).
 *
 * <p>The parameters begin at random, so the answers do too. The loss says how wrong they are. Its gradient says, of every
 * parameter, how the loss would change with it; and each step moves every parameter a little the other way. A step looks
 * at one batch of images; when all training images had their turn, an epoch is over, and the network is tried on test
 * images, from which it never learns.
 */
@Command(name = "digits", description = "Teaches a network to read handwritten digits.", footer = {"",
    "With MNIST: 94 %% and more as it is; 97.5 %% and more in 5 epochs with",
    "  --network 784-128-10 --activation relu"})
public final class DigitsSample extends Sample {

    private static final int TEST_BATCH = 1000;

    @Mixin
    private DigitsData data = new DigitsData();

    @Mixin
    private PlotOption plotOption = new PlotOption();

    @Option(names = "--network", paramLabel = "SIZES", defaultValue = "784-16-16-10", description = "Values in each layer (default: ${DEFAULT-VALUE}).")
    private String sizes = "";

    @Option(names = "--activation", paramLabel = "NAME", defaultValue = "sigmoid", description = "Between the layers: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ActivationName activation = ActivationName.SIGMOID;

    @Option(names = "--loss", paramLabel = "NAME", defaultValue = "cross-entropy", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Cost cost = Cost.CROSS_ENTROPY;

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "5", description = "How often to go through all images (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "32", description = "Images in a step (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--rate", paramLabel = "X", defaultValue = "0.1", description = "Learning rate: how far a step goes (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--momentum", paramLabel = "X", defaultValue = "0.9", description = "Share of a step that goes on in the next (default: ${DEFAULT-VALUE}).")
    private double momentum;

    @Option(names = "--show", paramLabel = "N", defaultValue = "0", description = "Test image to draw at the end (default: ${DEFAULT-VALUE}).")
    private int shown;

    /** For the command. */
    public DigitsSample() {}

    @Override
    protected void run(Screen screen, Figures figures) {
        Network network = Network.parse(sizes);
        Ranges.atLeast("--epochs", 1, epochs);
        Ranges.atLeast("--batch", 1, batch);
        Ranges.positive("--rate", rate);
        Ranges.fraction("--momentum", momentum);
        Path plotFile = plotOption.file("digits");
        screen.println("Device   " + Device.standardReason());
        Digits digits = data.load(seed(), screen);
        network.check(digits.train().pixelsPerImage(), Digits.CLASSES);
        Ranges.within("--show", digits.test().count(), shown);

        var train = DataLoader.of(Dataset.of(digits.train()), batch).shuffle(seed());
        var test = DataLoader.of(Dataset.of(digits.test()), TEST_BATCH);
        var random = new RandomStream(seed());
        try (Sequential model = network.build(activation.activation(), activation.init(), random);
                var descent = new Sgd(model.parameters().values(), rate, momentum, 0)) {
            screen.println("Network  %s, %s: %,d parameters%n".formatted(network, activation, model.parameterCount()));
            var trainer = new Trainer(model, cost.loss(), descent, Metric.accuracy());
            var plot = new LossPlot("%s: %s, %s".formatted(digits.name(), network, activation), cost.unit());
            var log = new TrainingLog(screen, plot, digits.train().count(), this::interrupted);
            Optional<String> failure = Optional.empty();
            try (log) {
                trainer.fit(train, Optional.of(test), epochs, log);
            } catch (CancellationException e) {
                screen.println("Interrupted; what was learnt so far:");
            } catch (DivergedException e) {
                failure = Optional.of(e.getMessage() + "; a smaller --rate may help");
            }

            Evaluation result = trainer.evaluate(test);
            figures.put("testAccuracy", result.metrics().get("accuracy"));
            figures.put("testLoss", result.loss());
            figures.put("epochs", log.epochs().size());
            figures.put("seconds", log.epochs().stream().mapToDouble(epoch -> epoch.seconds()).sum());
            figures.put("parameters", model.parameterCount());
            figures.put("device", Device.standard().name());
            figures.put("data", digits.name());
            screen.println("%nAnswers to the %,d test images:%n%n%s".formatted(digits.test().count(),
                    confusion(model, test).toText(screen.glyphs())));
            draw(model, digits.test(), screen);
            OutputFile.write(plotFile, plot::writePng);
            screen.println("%nLoss curve: %s".formatted(plotFile));
            failure.ifPresent(message -> {
                throw new FailureException(message);
            });
        }
    }

    private static ConfusionMatrix confusion(Sequential model, DataLoader test) {
        var confusion = new ConfusionMatrix(Digits.CLASSES);
        try (var batches = test.epoch(0)) {
            while (batches.hasNext()) {
                try (Scope _ = Scope.open()) {
                    Batch images = batches.next();
                    long[] shown = images.targets().toLongs();
                    long[] said = model.predict(images.inputs()).argmax(1).toLongs();
                    for (int i = 0; i < shown.length; i++) {
                        confusion.add((int) shown[i], (int) said[i]);
                    }
                }
            }
        }
        return confusion;
    }

    private void draw(Sequential model, LabelledImages images, Screen screen) {
        try (Scope _ = Scope.open()) {
            Batch one = Dataset.of(images).batch(Device.standard(), shown);
            float[] outputs = cost.outputs(model.predict(one.inputs())).toFloats();
            screen.println("Test image %,d shows a %d, the network says %d:%n".formatted(shown, images.label(shown),
                    DigitArt.largest(outputs)));
            new DigitArt(screen.glyphs()).imageBesideOutputs(images, shown, outputs).forEach(screen::println);
        }
    }
}

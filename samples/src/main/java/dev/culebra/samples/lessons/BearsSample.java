package dev.culebra.samples.lessons;

import dev.culebra.engine.Device;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Window;
import dev.culebra.nn.Activation;
import dev.culebra.nn.Conv2d;
import dev.culebra.nn.Flatten;
import dev.culebra.nn.Linear;
import dev.culebra.nn.Loss;
import dev.culebra.nn.MaxPool2d;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.data.DataLoader;
import dev.culebra.nn.data.Pictures;
import dev.culebra.nn.data.Split;
import dev.culebra.nn.data.Transform;
import dev.culebra.nn.data.image.ImageFolder;
import dev.culebra.nn.train.AdamSettings;
import dev.culebra.nn.train.AdamW;
import dev.culebra.nn.train.Metric;
import dev.culebra.nn.train.OneCycle;
import dev.culebra.nn.train.Trainer;
import dev.culebra.samples.Story;
import dev.culebra.samples.Trained;
import dev.culebra.samples.TrainingSample;
import dev.culebra.samples.show.Figures;
import dev.culebra.samples.show.Plot;
import dev.culebra.samples.show.Screen;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Pictures in classes. */
@Story("""
        Is it a teddy, a grizzly or a black bear? The answer is three probabilities that add up to 1: the softmax of three \
        sums.

        A plain network has a weight for every pixel of the picture, and must learn what an ear looks like anew for every \
        place where one can be. A convolution has a few small windows that slide over the whole picture: what one has \
        learnt it knows everywhere. Pooling then keeps the strongest of four neighbours, so that a little to the left or \
        right does not matter. So it reads more pictures right, with fewer parameters.

        The pictures come from a folder with a folder for each class, or are drawn here, of any colour and anywhere in the \
        picture. Those that the network was most wrong about say most about what it has not understood.""")
@Command(name = "bears", description = "Tells three kinds of bears apart: convolution against a plain network.")
public final class BearsSample extends TrainingSample {

    private static final int SIDE = 32;
    private static final int BATCH = 16;
    private static final int TEST_BATCH = 100;
    private static final double HELD_BACK = 0.2;
    private static final double PLAIN_RATE = 0.001;
    private static final double CONVOLUTION_RATE = 0.005;
    private static final double DECAY = 0.05;

    @Option(names = "--data", paramLabel = "DIR",
            description = "Reads pictures from the folders of this folder, one for each class (default: draws bears).")
    private Optional<Path> folder = Optional.empty();

    @Option(names = "--pictures-drawn", paramLabel = "N", defaultValue = "1200",
            description = "How many are drawn where there is no folder (default: ${DEFAULT-VALUE}).")
    private int drawn;

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "8",
            description = "How long to train each network (default: ${DEFAULT-VALUE}).")
    private int epochs;

    /** For the command. */
    public BearsSample() {}

    @Override
    protected void train(Screen screen, Figures figures) {
        Ranges.atLeast("--pictures-drawn", 30, drawn);
        Ranges.atLeast("--epochs", 1, epochs);
        screen.println("Device   " + Device.standardReason());
        Pictures bears = folder.map(from -> ImageFolder.read(from, 3, SIDE, SIDE))
                .orElseGet(() -> DrawnBears.draw(drawn, seed()));
        int classes = bears.classes().size();
        screen.printf("Data     %,d pictures of %s, %s%n%n", bears.count(), String.join(", ", bears.classes()),
                folder.map(from -> "from " + from).orElse("drawn"));
        Split split = Split.stratified(bears.labels(), HELD_BACK, seed());
        var train = DataLoader.of(bears.dataset(seed(), Transform.flip()).subset(split.train()), BATCH).shuffle(seed());
        var valid = DataLoader.of(bears.dataset(seed()).subset(split.valid()), TEST_BATCH);
        var plot = new Plot("Bears", "epoch", "accuracy on held-back pictures [%]");
        try (var plain = plain(classes); var convolution = convolution(classes)) {
            train("plain", PLAIN_RATE, plain, train, valid, screen, figures, plot);
            train("convolution", CONVOLUTION_RATE, convolution, train, valid, screen, figures, plot);
            screen.println(convolution.summary(Shape.of(1, 3, SIDE, SIDE)).toString());
            pictures().add("accuracy", "Share of the held-back pictures read right, after each epoch.", plot);
            var confused = new MostConfused(convolution, bears, split.valid());
            confused.print(screen);
            pictures().add("confused", "The held-back pictures that the network is most wrong about.", confused.grid());
        }
        figures.put("pictures", bears.count());
        figures.put("device", Device.standard().name());
    }

    private Sequential plain(int classes) {
        var random = new RandomStream(seed());
        return Sequential.of(new Flatten(), new Linear(3 * SIDE * SIDE, 64, random), Activation.relu(),
                new Linear(64, classes, random));
    }

    private Sequential convolution(int classes) {
        var random = new RandomStream(seed());
        Window window = Window.of(3).padding(1);
        return Sequential.of(new Conv2d(3, 12, window, random), Activation.relu(), MaxPool2d.of(2),
                new Conv2d(12, 24, window, random), Activation.relu(), MaxPool2d.of(2),
                new Conv2d(24, 24, window, random), Activation.relu(), MaxPool2d.of(2),
                new Flatten(), new Linear(24 * SIDE * SIDE / 64, classes, random));
    }

    private void train(String name, double rate, Sequential model, DataLoader train, DataLoader valid, Screen screen,
            Figures figures, Plot plot) {
        try (var adam = new AdamW(model.parameters(), AdamSettings.ofAdamW().rate(rate).decay(DECAY))) {
            var cycle = OneCycle.of(rate, (long) epochs * train.batches()).rate().setsRateOf(adam);
            var trainer = new Trainer(model, Loss.crossEntropy(), adam, Metric.accuracy());
            Trained trained = fit(name, trainer, train, valid, epochs, cycle);
            screen.printf("%-13s%,9d parameters%8.1f s%9.2f %% of the held-back pictures right%n", name, model
                    .parameterCount(), trained.seconds(), 100 * trained.accuracy());
            figures.put(name + "Accuracy", trained.accuracy());
            figures.put(name + "Parameters", model.parameterCount());
            trained.draw(name, epoch -> 100 * Trained.metric(epoch, "accuracy"), plot);
        }
    }
}

package dev.culebra.samples.lessons;

import dev.culebra.engine.Device;
import dev.culebra.engine.RandomStream;
import dev.culebra.nn.Activation;
import dev.culebra.nn.Dropout;
import dev.culebra.nn.Layer;
import dev.culebra.nn.Linear;
import dev.culebra.nn.Loss;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.data.DataLoader;
import dev.culebra.nn.data.Dataset;
import dev.culebra.nn.data.Digits;
import dev.culebra.nn.data.LabelledImages;
import dev.culebra.nn.train.AdamSettings;
import dev.culebra.nn.train.AdamW;
import dev.culebra.nn.train.EarlyStopping;
import dev.culebra.nn.train.EpochReport;
import dev.culebra.nn.train.Goal;
import dev.culebra.nn.train.Metric;
import dev.culebra.nn.train.Trainer;
import dev.culebra.nn.train.TrainingListener;
import dev.culebra.samples.Sample;
import dev.culebra.samples.Story;
import dev.culebra.samples.UsageException;
import dev.culebra.samples.show.Figures;
import dev.culebra.samples.show.Plot;
import dev.culebra.samples.show.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Too many epochs on too few images. */
@Story("""
        A network with a hundred thousand parameters and a few hundred images to learn from can learn every one of them by \
        heart, noise and all. On these images it gets better and better; on others, soon, worse: the two losses part. \
        That is overfitting.

        What helps: weight decay pulls every weight towards 0, so that only those stay large that many images need. \
        Dropout hides half of the values of the hidden layer at random in each step, so that none can rely on another. \
        More data leaves less to learn by heart, and helps most. Early stopping keeps the network as it was when it read \
        the other images best.""")
@Command(name = "overfit", description = "Learns too few images for too long, and four ways against it.")
public final class OverfitSample extends Sample {

    private static final int HIDDEN = 128;
    private static final int BATCH = 32;
    private static final int TEST_IMAGES = 2000;
    private static final int TEST_BATCH = 1000;
    private static final int MORE = 10;
    private static final int PATIENCE = 5;
    private static final double RATE = 0.001;
    private static final double DECAY = 0.3;
    private static final double HIDDEN_SHARE = 0.5;

    @Mixin
    private DigitsData data = new DigitsData();

    @Option(names = "--images", paramLabel = "N", defaultValue = "300",
            description = "How few images there are to learn from (default: ${DEFAULT-VALUE}).")
    private int images;

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "60",
            description = "How often they are seen (default: ${DEFAULT-VALUE}).")
    private int epochs;

    /** For the command. */
    public OverfitSample() {}

    /** A way to train. */
    private record Way(String name, String key, int images, double decay, double dropout, boolean stops) {}

    @Override
    protected void run(Screen screen, Figures figures) {
        data.check();
        Ranges.atLeast("--images", 1, images);
        Ranges.atLeast("--epochs", 1, epochs);
        screen.println("Device   " + Device.standardReason());
        Digits digits = data.load(seed(), screen);
        if (MORE * images > digits.train().count()) {
            throw new UsageException("--images %d: there must be %d times as many, and there are %d".formatted(images,
                    MORE, digits.train().count()));
        }
        List<Way> ways = List.of(
                new Way("nothing against it", "plain", images, 0, 0, false),
                new Way("weight decay", "decay", images, DECAY, 0, false),
                new Way("dropout", "dropout", images, 0, HIDDEN_SHARE, false),
                new Way("early stopping", "stopping", images, 0, 0, true),
                new Way("%d times the images".formatted(MORE), "more", MORE * images, 0, 0, false));
        screen.printf("%n%-22s%8s%13s%12s%12s%n", "", "epochs", "train loss", "test loss", "test acc.");
        var all = new Plot("Loss on images never learnt from", "epoch", "cross-entropy").yFrom(0);
        for (Way way : ways) {
            if (interrupted()) {
                break;
            }
            List<EpochReport> course = train(way, digits, screen, figures);
            all.line(way.name, numbers(course), losses(course, OverfitSample::testLoss));
            if (way.key.equals("plain")) {
                pictures().add("parting", "Nothing against it: the loss on the images learnt from, and on others.",
                        new Plot("Overfitting: %d images".formatted(images), "epoch", "cross-entropy").yFrom(0)
                                .line("images learnt from", numbers(course), losses(course, EpochReport::trainLoss))
                                .line("other images", numbers(course), losses(course, OverfitSample::testLoss)));
            }
        }
        pictures().add("remedies", "The loss on other images, with what helps and without.", all);
        screen.println("");
    }

    private List<EpochReport> train(Way way, Digits digits, Screen screen, Figures figures) {
        LabelledImages few = digits.train().range(0, way.images);
        LabelledImages other = digits.test().range(0, Math.min(TEST_IMAGES, digits.test().count()));
        var train = DataLoader.of(Dataset.of(few), BATCH).shuffle(seed());
        var test = DataLoader.of(Dataset.of(other), TEST_BATCH);
        try (Sequential model = model(few.pixelsPerImage(), way.dropout);
                var adam = new AdamW(model.parameters(), AdamSettings.ofAdamW().rate(RATE).decay(way.decay));
                var stopping = new EarlyStopping(model, Goal.validationLoss(), way.stops ? PATIENCE : epochs)) {
            var trainer = new Trainer(model, Loss.crossEntropy(), adam, Metric.accuracy());
            TrainingListener untilCtrlC = new TrainingListener() {
                @Override
                public boolean goesOn(EpochReport epoch) {
                    return !interrupted();
                }
            };
            List<EpochReport> course = trainer.fit(train, Optional.of(test), epochs,
                    way.stops ? TrainingListener.of(stopping, untilCtrlC) : untilCtrlC);
            var end = trainer.evaluate(test);
            screen.printf("%-22s%8d%13.4f%12.4f%10.2f %%%n", way.name, course.size(), course.getLast().trainLoss(), end
                    .loss(), 100 * end.metrics().get("accuracy"));
            figures.put(way.key + "Epochs", course.size());
            figures.put(way.key + "TrainLoss", course.getLast().trainLoss());
            figures.put(way.key + "TestLoss", end.loss());
            figures.put(way.key + "TestAccuracy", end.metrics().get("accuracy"));
            return course;
        }
    }

    private Sequential model(int pixels, double dropout) {
        var random = new RandomStream(seed());
        List<Layer> layers = new ArrayList<>(List.of(new Linear(pixels, HIDDEN, random), Activation.relu()));
        if (dropout > 0) {
            layers.add(new Dropout(dropout, random));
        }
        layers.add(new Linear(HIDDEN, Digits.CLASSES, random));
        return new Sequential(layers);
    }

    private static double testLoss(EpochReport epoch) {
        return epoch.validation().orElseThrow().loss();
    }

    private static double[] numbers(List<EpochReport> course) {
        return course.stream().mapToDouble(EpochReport::number).toArray();
    }

    private static double[] losses(List<EpochReport> course, ToDoubleFunction<EpochReport> loss) {
        return course.stream().mapToDouble(loss).toArray();
    }
}

package dev.culebra.samples.lessons;

import dev.culebra.engine.Device;
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
import dev.culebra.samples.Story;
import dev.culebra.samples.Trained;
import dev.culebra.samples.TrainingSample;
import dev.culebra.samples.UsageException;
import dev.culebra.samples.show.Figures;
import dev.culebra.samples.show.Plot;
import dev.culebra.samples.show.Screen;
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
public final class OverfitSample extends TrainingSample {

    private static final int BATCH = 32;
    private static final int TEST_IMAGES = 2000;
    private static final int TEST_BATCH = 1000;
    private static final int PATIENCE = 5;
    private static final double RATE = 0.001;

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

    @Override
    protected void train(Screen screen, Figures figures) {
        data.check();
        Ranges.atLeast("--images", 1, images);
        Ranges.atLeast("--epochs", 1, epochs);
        screen.println("Device   " + Device.standardReason());
        Digits digits = data.load(seed(), screen);
        if ((long) Remedy.MORE * images > digits.train().count()) {
            throw new UsageException("--images %d: there must be %d times as many, and there are %d".formatted(images,
                    Remedy.MORE, digits.train().count()));
        }
        screen.printf("%n%-22s%8s%13s%12s%12s%n", "", "epochs", "train loss", "test loss", "test acc.");
        var all = new Plot("Loss on images never learnt from", "epoch", "cross-entropy").yFrom(0);
        for (Remedy way : Remedy.all(images)) {
            if (interrupted()) {
                break;
            }
            Trained trained = train(way, digits, screen, figures);
            trained.draw(way.name(), Trained::testLoss, all);
            if (way.key().equals("plain")) {
                var parting = new Plot("Overfitting: %d images".formatted(images), "epoch", "cross-entropy").yFrom(0);
                trained.draw("images learnt from", EpochReport::trainLoss, parting);
                trained.draw("other images", Trained::testLoss, parting);
                pictures().add("parting", "Nothing against it: the loss on the images learnt from, and on others.",
                        parting);
            }
        }
        pictures().add("remedies", "The loss on other images, with what helps and without.", all);
        screen.println("");
    }

    private Trained train(Remedy way, Digits digits, Screen screen, Figures figures) {
        LabelledImages few = digits.train().range(0, way.images());
        LabelledImages other = digits.test().range(0, Math.min(TEST_IMAGES, digits.test().count()));
        var train = DataLoader.of(Dataset.of(few), BATCH).shuffle(seed());
        var test = DataLoader.of(Dataset.of(other), TEST_BATCH);
        try (Sequential model = way.model(few.pixelsPerImage(), seed());
                var adam = new AdamW(model.parameters(), AdamSettings.ofAdamW().rate(RATE).decay(way.decay()));
                var stopping = new EarlyStopping(model, Goal.validationLoss(), way.stops() ? PATIENCE : epochs)) {
            var trainer = new Trainer(model, Loss.crossEntropy(), adam, Metric.accuracy());
            Trained trained =
                    fit(way.key(), trainer, train, test, epochs, way.stops() ? stopping : TrainingListener.SILENT);
            double testLoss = trained.end().loss();
            screen.printf("%-22s%8d%13.4f%12.4f%10.2f %%%n", way.name(), trained.epochs().size(), trained.trainLoss(),
                    testLoss, 100 * trained.accuracy());
            figures.put(way.key() + "Epochs", trained.epochs().size());
            figures.put(way.key() + "TrainLoss", trained.trainLoss());
            figures.put(way.key() + "TestLoss", testLoss);
            figures.put(way.key() + "TestAccuracy", trained.accuracy());
            return trained;
        }
    }
}

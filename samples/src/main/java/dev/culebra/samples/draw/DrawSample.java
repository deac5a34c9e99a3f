package dev.culebra.samples.draw;

import dev.culebra.engine.Device;
import dev.culebra.engine.RandomStream;
import dev.culebra.nn.Activation;
import dev.culebra.nn.Linear;
import dev.culebra.nn.Loss;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.data.DataLoader;
import dev.culebra.nn.data.Dataset;
import dev.culebra.nn.data.Digits;
import dev.culebra.nn.io.Weights;
import dev.culebra.nn.train.Adam;
import dev.culebra.nn.train.AdamSettings;
import dev.culebra.nn.train.Metric;
import dev.culebra.nn.train.Trainer;
import dev.culebra.nn.train.TrainingListener;
import dev.culebra.samples.OutputFile;
import dev.culebra.samples.Sample;
import dev.culebra.samples.Story;
import dev.culebra.samples.lessons.DigitsData;
import dev.culebra.samples.lessons.Ranges;
import dev.culebra.samples.show.Figures;
import dev.culebra.samples.show.LossPlot;
import dev.culebra.samples.show.Screen;
import dev.culebra.samples.show.TrainingLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The digit network, live. */
@Story("""
        Draw a digit with mouse, finger or keys, and watch the 784-16-16-10 network read it while you draw: what it sees, \
        the sixteen values of each hidden layer, and the ten probabilities.""")
@Command(name = "draw", description = "Serves a page where you draw a digit and watch the network read it.")
public final class DrawSample extends Sample {

    private static final int HIDDEN = 16;
    private static final double RATE = 0.002;
    private static final int BATCH = 64;
    private static final int TEST_BATCH = 1000;
    private static final long POLL_NANOS = 50_000_000;

    @Mixin
    private DigitsData data = new DigitsData();

    @Option(names = "--port", paramLabel = "N", defaultValue = "8420",
            description = "Where the page is served; 0 for any free port (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--model", paramLabel = "FILE", defaultValue = "target/draw.safetensors",
            description = "The trained network; when there is none, one is trained and saved here "
                    + "(default: ${DEFAULT-VALUE}).")
    private Path file = Path.of("");

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "5",
            description = "How long to train (default: ${DEFAULT-VALUE}).")
    private int epochs;

    /** For the command. */
    public DrawSample() {}

    /** Untrained. */
    static Sequential network(long seed) {
        var random = new RandomStream(seed);
        return Sequential.of(new Linear(Sketch.SIDE * Sketch.SIDE, HIDDEN, random), Activation.sigmoid(),
                new Linear(HIDDEN, HIDDEN, random), Activation.sigmoid(), new Linear(HIDDEN, Digits.CLASSES, random));
    }

    @Override
    protected void run(Screen screen, Figures figures) {
        data.check();
        Ranges.between("--port", 0, 65_535, port);
        Ranges.atLeast("--epochs", 1, epochs);
        OutputFile.checkDirectory("--model", file.toAbsolutePath().getParent());
        screen.println("Device   " + Device.standardReason());
        try (Sequential model = network(seed())) {
            if (Files.exists(file)) {
                Weights.load(file, model);
                screen.println("Network  " + file);
            } else {
                train(model, screen, figures);
                Weights.save(file, model);
                screen.println("Network  saved as " + file);
            }
            try (var server = DrawServer.start(model, port)) {
                screen.println("%nDraw at  %s   (Ctrl-C ends)".formatted(server.address()));
                while (!interrupted()) {
                    LockSupport.parkNanos(POLL_NANOS);
                }
            }
        }
    }

    private void train(Sequential model, Screen screen, Figures figures) {
        Digits digits = data.load(seed(), screen);
        var train = DataLoader.of(Dataset.of(digits.train()), BATCH).shuffle(seed());
        var test = DataLoader.of(Dataset.of(digits.test()), TEST_BATCH);
        var plot = new LossPlot(digits.name(), "mean cross-entropy per image");
        try (var adam = new Adam(model.parameters(), AdamSettings.ofAdam().rate(RATE));
                var log = new TrainingLog(screen, plot, train.examples())) {
            var trainer = new Trainer(model, Loss.crossEntropy(), adam, Metric.accuracy());
            trainer.fit(train, Optional.of(test), epochs, TrainingListener.of(log, untilInterrupted()));
            if (interrupted()) {
                screen.println("Interrupted; what was learnt so far is kept.");
            }
            figures.put("testAccuracy", trainer.evaluate(test).metrics().get("accuracy"));
        }
    }
}

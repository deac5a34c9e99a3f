package dev.culebra.samples.lessons;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.Init;
import dev.culebra.nn.Linear;
import dev.culebra.nn.Loss;
import dev.culebra.nn.autograd.Variable;
import dev.culebra.nn.train.Sgd;
import dev.culebra.samples.FailureException;
import dev.culebra.samples.Story;
import dev.culebra.samples.TrainingSample;
import dev.culebra.samples.UsageException;
import dev.culebra.samples.show.Figures;
import dev.culebra.samples.show.Screen;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A number instead of a class. */
@Story("""
        Regression predicts a number, not a class: the price of a flat from its size, its rooms, its age, its floor and \
        its way to the station. The model is linear, the loss the mean squared error.

        For a linear model the best weights can be computed directly, from the normal equations (XᵀX)·w = Xᵀy. Gradient \
        descent does not need that formula, which is why it goes on working where no formula exists; here it must arrive \
        at the same weights.

        It does so quickly only because the columns are normalised first: each less its mean, divided by its deviation. \
        Square metres and kilometres then have the same size, and one learning rate suits all.""")
@Command(name = "regression", description = "Predicts prices of flats; compares descent with the closed form.")
public final class RegressionSample extends TrainingSample {

    private static final int MOST = 10_000_000;

    @Option(names = "--data", paramLabel = "FILE",
            description = "Reads a CSV file of numbers, with a header (default: invented flats).")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--target", paramLabel = "NAME",
            description = "The column of the file to predict (default: the last).")
    private Optional<String> target = Optional.empty();

    @Option(names = "--flats", paramLabel = "N", defaultValue = "500",
            description = "How many flats there are to learn from (default: ${DEFAULT-VALUE}).")
    private int flats;

    @Option(names = "--steps", paramLabel = "N", defaultValue = "1000",
            description = "Steps of gradient descent (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(names = "--rate", paramLabel = "X", defaultValue = "0.1",
            description = "Learning rate (default: ${DEFAULT-VALUE}).")
    private double rate;

    /** For the command. */
    public RegressionSample() {}

    @Override
    protected void train(Screen screen, Figures figures) {
        Ranges.atLeast("--flats", 10, flats);
        Ranges.between("--steps", 1, MOST, steps);
        Ranges.positive("--rate", rate);
        if (target.isPresent() && file.isEmpty()) {
            throw new UsageException("--target names a column of --data");
        }
        screen.println("Device   " + Device.standardReason());
        NumberTable all = file.map(path -> NumberTable.read(path, target))
                .orElseGet(() -> NumberTable.flats(flats, seed()));
        screen.printf("Data     %,d rows, %s%n", all.rows().length, file.map(path -> "from " + path).orElse(
                "invented flats"));
        double[] closed = all.closedForm();
        try (Scope _ = Scope.open(); Linear model = model(all)) {
            double[] losses = descend(model, all);
            learnt("", model);
            figures.put("largestDifference", new BesideClosedForm(all, closed, model).print(screen));
            figures.put("firstLoss", losses[0]);
            figures.put("lastLoss", losses[losses.length - 1]);
            new RegressionPictures(all, losses, model.predict(all.inputs()).toDoubles()).add(pictures());
        }
    }

    private Linear model(NumberTable all) {
        Init zero = Init.constant(0);
        return new Linear(all.columns().size(), 1, zero, new RandomStream(seed()), DType.F64, Device.standard());
    }

    private double[] descend(Linear model, NumberTable all) {
        Variable x = Variable.constant(all.inputs());
        Tensor y = all.outputs();
        double[] losses = new double[steps];
        try (Sgd descent = new Sgd(model.parameters().values(), rate)) {
            for (int step = 0; step < steps; step++) {
                try (Scope _ = Scope.open()) {
                    Variable loss = Loss.meanSquaredError().of(model.forward(x), y);
                    losses[step] = loss.value().item();
                    if (!Double.isFinite(losses[step])) {
                        throw new FailureException("the loss became %s at step %d; a smaller --rate may help".formatted(
                                losses[step], step + 1));
                    }
                    descent.clearGradients();
                    loss.backward();
                    descent.step();
                }
                if (interrupted()) {
                    return Arrays.copyOf(losses, step + 1);
                }
            }
        }
        return losses;
    }
}

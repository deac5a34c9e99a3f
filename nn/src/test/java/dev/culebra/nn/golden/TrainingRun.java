package dev.culebra.nn.golden;

import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.Activation;
import dev.culebra.nn.Layer;
import dev.culebra.nn.Linear;
import dev.culebra.nn.Loss;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.autograd.Variable;
import dev.culebra.nn.train.Optimizer;
import java.util.ArrayList;
import java.util.List;

/** A whole training of a fully connected network: the loss before each step, and the parameters after the last. */
final class TrainingRun {
    private final GoldenCase run;

    private TrainingRun(GoldenCase run) {
        this.run = run;
    }

    static void check(GoldenCase run) {
        try (Scope _ = Scope.open()) {
            new TrainingRun(run).check();
        }
    }

    private void check() {
        try (Sequential model = model();
                Optimizer optimizer = Optimizers.of(run.attributes().group("optimizer"), model.parameters())) {
            Tensor[] losses = new Tensor[run.attributes().whole("steps")];
            for (int step = 0; step < losses.length; step++) {
                Variable x = Variable.constant(run.needed("batch." + step + ".x"));
                Variable loss = loss().of(model.forward(x), run.needed("batch." + step + ".y"));
                losses[step] = loss.value();
                optimizer.clearGradients();
                loss.backward();
                optimizer.step();
            }
            run.tolerance().check("losses", run.needed("losses"), Tensor.stack(0, losses));
            List<Variable> parameters = List.copyOf(model.parameters().values());
            for (int k = 0; k < parameters.size(); k++) {
                run.tolerance().check("final." + k, run.needed("final." + k), parameters.get(k).value());
            }
        }
    }

    private Sequential model() {
        long[] sizes = run.attributes().numbers("sizes");
        List<Layer> layers = new ArrayList<>();
        for (int i = 1; i < sizes.length; i++) {
            layers.add(new Linear((int) sizes[i - 1], (int) sizes[i], new RandomStream(0)));
            if (i < sizes.length - 1) {
                layers.add(activation(run.attributes().text("activation", "none")));
            }
        }
        if (isOfSigmoid()) {
            layers.add(Activation.sigmoid());
        }
        Sequential model = new Sequential(layers);
        List<Variable> parameters = List.copyOf(model.parameters().values());
        for (int k = 0; k < parameters.size(); k++) {
            parameters.get(k).value().set(run.needed("param." + k));
        }
        return model;
    }

    private static Activation activation(String name) {
        return switch (name) {
            case "relu" -> Activation.relu();
            case "sigmoid" -> Activation.sigmoid();
            case "tanh" -> Activation.tanh();
            default -> throw new AssertionError("activation " + name + " is not known");
        };
    }

    private boolean isOfSigmoid() {
        return run.attributes().text("loss", "").equals("mse_of_sigmoid");
    }

    private Loss loss() {
        String name = run.attributes().text("loss", "");
        return switch (name) {
            case "cross_entropy" -> Loss.crossEntropy();
            case "mse", "mse_loss", "mse_of_sigmoid" -> Loss.meanSquaredError();
            default -> throw new AssertionError("loss " + name + " is not known");
        };
    }
}

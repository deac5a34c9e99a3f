package dev.culebra.samples.lessons;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.expr.Losses;
import dev.culebra.nn.Init;
import dev.culebra.nn.autograd.Recording;
import dev.culebra.nn.autograd.Variable;
import dev.culebra.nn.data.Batch;
import dev.culebra.nn.data.DataLoader;
import dev.culebra.nn.data.Epoch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.BooleanSupplier;

/**
 * A model of one output, above 0 for yes, that learns by the seven steps, without a layer, an optimizer or a trainer.
 *
 * <pre>{@code
 * try (SevenSteps model = SevenSteps.linear(784, 1)) {
 *     model.learn(images, 0.2, 10, 5, () -> false).best();
 * }
 * }</pre>
 *
 * @param parameters weight and bias of each layer
 */
record SevenSteps(List<Variable> parameters) implements AutoCloseable {

    private static final Expr AGAINST_GRADIENT = Expr.input(0).sub(Expr.input(1).mul(Expr.input(2)));
    private static final int PATIENCE = 2;

    /**
     * What came of learning.
     *
     * @param accuracies on the images held back: at the beginning, and after each epoch
     * @param loss the last one
     */
    record Course(double[] accuracies, double loss, double seconds) {
        int epochs() {
            return accuracies.length - 1;
        }

        double best() {
            return Arrays.stream(accuracies).max().orElseThrow();
        }
    }

    /** Step 1, at random. */
    static SevenSteps linear(int pixels, long seed) {
        return new SevenSteps(layer(pixels, 1, new RandomStream(seed)));
    }

    /** Step 1, with what is known already. */
    static SevenSteps linear(double[] weights) {
        try (Scope _ = Scope.open()) {
            Tensor weight = Tensor.of(Shape.of(1, weights.length), weights).to(DType.F32).to(Device.standard());
            Tensor bias = Tensor.zeros(Shape.of(1), DType.F32, Device.standard());
            return new SevenSteps(List.of(Variable.parameter(weight), Variable.parameter(bias)));
        }
    }

    /** Step 1, for two layers. */
    static SevenSteps twoLayers(int pixels, int hidden, long seed) {
        var random = new RandomStream(seed);
        List<Variable> parameters = new ArrayList<>(layer(pixels, hidden, random));
        parameters.addAll(layer(hidden, 1, random));
        return new SevenSteps(parameters);
    }

    private static List<Variable> layer(int in, int out, RandomStream random) {
        Device device = Device.standard();
        Tensor weight = Init.kaimingUniform().draw(Shape.of(out, in), in, out, random, DType.F32, device);
        return List.of(Variable.parameter(weight), Variable.parameter(Tensor.zeros(Shape.of(out), DType.F32, device)));
    }

    /** Step 2: {@code [b, pixels]} to {@code [b, 1]}. */
    Variable predict(Variable images) {
        Variable x = images.linear(parameters.get(0), parameters.get(1));
        for (int i = 2; i < parameters.size(); i += 2) {
            x = x.relu().linear(parameters.get(i), parameters.get(i + 1));
        }
        return x;
    }

    /** Step 3: −log of the probability that the model gives to the right answer, on average. */
    static Variable loss(Variable predictions, Tensor targets) {
        return predictions.map(Losses.BINARY_CROSS_ENTROPY_WITH_LOGITS, Variable.constant(targets)).mean();
    }

    /** Step 5. */
    private void step(Tensor rate) {
        for (Variable parameter : parameters) {
            Tensor gradient = parameter.gradient().orElseThrow();
            parameter.value().set(AGAINST_GRADIENT, parameter.value(), rate, gradient);
            parameter.clearGradient();
        }
    }

    /** All of them, again and again. */
    Course learn(ThreesAndSevens images, double rate, int epochs, double seconds, BooleanSupplier interrupted) {
        List<Double> accuracies = new ArrayList<>(List.of(accuracy(images.valid())));
        double lastLoss = Double.NaN;
        long start = System.nanoTime();
        try (Scope _ = Scope.open()) {
            Tensor stepSize = Tensor.full(Shape.scalar(), rate, DType.F32, Device.standard());
            while (accuracies.size() <= epochs && !interrupted.getAsBoolean()) {
                boolean goesOn = true;
                try (Epoch batches = images.train().epoch(accuracies.size())) {
                    while (goesOn) {
                        try (Scope _ = Scope.open()) {
                            Batch batch = batches.next();
                            Variable loss = loss(predict(Variable.constant(batch.inputs())), batch.targets());
                            loss.backward(); // step 4
                            step(stepSize);
                            goesOn = batches.hasNext() && !interrupted.getAsBoolean();
                            lastLoss = goesOn ? lastLoss : loss.value().item();
                        } // step 6
                    }
                }
                accuracies.add(accuracy(images.valid()));
                if (isWorse(accuracies) || (System.nanoTime() - start) * 1e-9 > seconds) {
                    break; // step 7
                }
            }
        }
        double[] values = accuracies.stream().mapToDouble(Double::doubleValue).toArray();
        return new Course(values, lastLoss, (System.nanoTime() - start) * 1e-9);
    }

    /** Whether the last {@link #PATIENCE} epochs brought nothing better. */
    private static boolean isWorse(List<Double> accuracies) {
        int before = accuracies.size() - PATIENCE;
        double best = accuracies.stream().limit(before).mapToDouble(v -> v).max().orElse(0);
        return accuracies.stream().skip(before).allMatch(accuracy -> accuracy < best);
    }

    /** The share of right answers. */
    double accuracy(DataLoader images) {
        long right = 0;
        try (Epoch batches = images.epoch(0); Recording _ = Recording.off()) {
            while (batches.hasNext()) {
                try (Scope _ = Scope.open()) {
                    Batch batch = batches.next();
                    Tensor yes = predict(Variable.constant(batch.inputs())).value().map(Expr.input(0).gt(0));
                    right += (long) yes.eq(batch.targets()).sum().item();
                }
            }
        }
        return (double) right / images.examples();
    }

    /** The parameters, with the names that PyTorch would give them: {@code 0.weight}, {@code 0.bias}, {@code 2.weight}, …. */
    SequencedMap<String, Tensor> tensors() {
        SequencedMap<String, Tensor> named = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            named.put((i - i % 2) + (i % 2 == 0 ? ".weight" : ".bias"), parameters.get(i).value());
        }
        return named;
    }

    double[] weights() {
        return parameters.getFirst().value().toDoubles();
    }

    @Override
    public void close() {
        parameters.forEach(Variable::close);
    }
}

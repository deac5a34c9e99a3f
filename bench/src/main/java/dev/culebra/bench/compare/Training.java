package dev.culebra.bench.compare;

import dev.culebra.bench.peer.Question;
import dev.culebra.engine.DType;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Expr;
import dev.culebra.nn.Activation;
import dev.culebra.nn.Init;
import dev.culebra.nn.Layer;
import dev.culebra.nn.Linear;
import dev.culebra.nn.Loss;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.autograd.Variable;
import dev.culebra.nn.train.Sgd;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A network, its data and how it learns: classes in turn, cross-entropy, plain descent. */
final class Training implements AutoCloseable {
    static final double RATE = 0.1;

    private final Scope scope = Scope.open();
    private final Sequential model;
    private final Sgd sgd;
    private final Variable images;
    private final Tensor labels;
    private final Loss loss = Loss.crossEntropy();

    /**
     * @param model is closed with this
     * @param shape of the images, all of a batch
     */
    Training(Sequential model, Shape shape, int classes, KnownTensors tensors) {
        this.model = model;
        this.sgd = new Sgd(model.parameters(), RATE);
        this.images = Variable.constant(tensors.of(shape, 4, 1));
        long[] numbers = new long[Math.toIntExact(shape.size(0))];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i % classes;
        }
        this.labels =
                Tensor.copyOf(MemorySegment.ofArray(numbers), Shape.of(numbers.length), DType.I64, tensors.device());
    }

    /** Of fully connected layers, as the question says. */
    static Training of(Question.Step step, KnownTensors tensors) {
        List<Layer> layers = new ArrayList<>();
        RandomStream random = new RandomStream(1);
        List<Integer> sizes = step.sizes();
        for (int i = 0; i + 1 < sizes.size(); i++) {
            Linear linear =
                    new Linear(sizes.get(i), sizes.get(i + 1), Init.fanIn(), random, DType.F32, tensors.device());
            fill(linear.weight(), linear.bias(), 10 + i, tensors);
            layers.add(linear);
            if (i + 2 < sizes.size()) {
                layers.add(step.activation().equals("relu") ? Activation.relu() : Activation.sigmoid());
            }
        }
        return new Training(new Sequential(layers), Shape.of(step.batch(), sizes.getFirst()), sizes.getLast(), tensors);
    }

    /** Gives a layer its weight, the operand of this number, and no bias. */
    static void fill(Variable weight, Variable bias, int operand, KnownTensors tensors) {
        double fanIn = (double) weight.shape().elements() / weight.shape().size(0);
        try (Tensor values = tensors.of(weight.shape(), operand, Math.pow(fanIn, -0.5))) {
            weight.value().set(Expr.input(0), values);
        }
        bias.value().set(Expr.constant(0));
    }

    /** The losses of the first and the last of so many steps. */
    double[] losses(int steps) {
        double[] losses = new double[steps];
        Arrays.setAll(losses, _ -> step());
        return new double[] {losses[0], losses[steps - 1]};
    }

    double step() {
        return step(true);
    }

    void stepUnread() {
        step(false);
    }

    private double step(boolean read) {
        try (Scope _ = Scope.open()) {
            Variable mean = loss.of(model.forward(images), labels);
            sgd.clearGradients();
            mean.backward();
            sgd.step();
            return read ? mean.value().item() : 0;
        }
    }

    @Override
    public void close() {
        sgd.close();
        model.close();
        scope.close();
    }
}

package dev.culebra.bench.compare;

import dev.culebra.engine.DType;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Expr;
import dev.culebra.nn.Loss;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.autograd.Variable;
import dev.culebra.nn.train.Sgd;
import java.lang.foreign.MemorySegment;

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
    Training(Sequential model, Shape shape, int classes, Cases cases) {
        this.model = model;
        this.sgd = new Sgd(model.parameters(), RATE);
        this.images = Variable.constant(cases.tensor(shape, 4, 1));
        long[] numbers = new long[Math.toIntExact(shape.size(0))];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i % classes;
        }
        this.labels =
                Tensor.copyOf(MemorySegment.ofArray(numbers), Shape.of(numbers.length), DType.I64, cases.device());
    }

    /** Gives a layer its weight, the operand of this number, and no bias. */
    static void fill(Variable weight, Variable bias, int operand, Cases cases) {
        double fanIn = (double) weight.shape().elements() / weight.shape().size(0);
        try (Tensor values = cases.tensor(weight.shape(), operand, Math.pow(fanIn, -0.5))) {
            weight.value().set(Expr.input(0), values);
        }
        bias.value().set(Expr.constant(0));
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

package dev.culebra.nn.train;

import dev.culebra.engine.Tensor;
import java.util.function.ToDoubleBiFunction;

/** A mean over examples. */
final class MeanTally implements Metric.Tally {
    private final ToDoubleBiFunction<Tensor, Tensor> sum;
    private double total;
    private long examples;

    MeanTally(ToDoubleBiFunction<Tensor, Tensor> sum) {
        this.sum = sum;
    }

    @Override
    public void add(Tensor prediction, Tensor target) {
        total += sum.applyAsDouble(prediction, target);
        examples += target.shape().size(0);
    }

    @Override
    public double value() {
        return total / examples;
    }
}

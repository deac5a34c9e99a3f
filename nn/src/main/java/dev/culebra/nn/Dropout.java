package dev.culebra.nn;

import dev.culebra.engine.Distribution;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Expr;
import dev.culebra.nn.autograd.Recording;
import dev.culebra.nn.autograd.Variable;

/**
 * In training, each element is 0 with some probability, and what is left is scaled up so that the expectation stays; in
 * evaluation, the input itself. Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", 2014.
 *
 * <pre>{@code
 * RandomStream random = new RandomStream(1);
 * Sequential model = Sequential.of(new Linear(784, 128, random), Activation.relu(), new Dropout(0.2, random),
 *         new Linear(128, 10, random));
 * }</pre>
 */
public final class Dropout implements Stateless {
    private static final Expr X = Expr.input(0);
    private static final Expr CHANCE = Expr.input(1);

    private final double probability;
    private final RandomStream random;
    private final Expr f;
    private boolean training = true;

    /**
     * @param probability of an element to become 0, in [0, 1]
     * @param random where random numbers come from, one for each element: with its counter a training goes on as it was
     * @throws IllegalArgumentException if the probability is not in [0, 1]
     */
    public Dropout(double probability, RandomStream random) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("dropout: the probability must lie in [0, 1], got " + probability);
        }
        this.probability = probability;
        this.random = random;
        this.f = probability == 1
                ? Expr.constant(0).mul(X)
                : Expr.select(CHANCE.ge(probability), X.mul(1 / (1 - probability)), 0);
    }

    @Override
    public Variable forward(Variable input) {
        if (!training || !Recording.isOn() || probability == 0) {
            return input;
        }
        Tensor chance = Tensor.random(new Distribution.Uniform(0, 1), input.shape(), input.dtype(), random, input
                .device());
        return input.map(f, Variable.constant(chance));
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public void training(boolean on) {
        training = on;
    }

    /** As in {@code Dropout(0.2)}. */
    @Override
    public String toString() {
        return "Dropout(%s)".formatted(probability);
    }
}

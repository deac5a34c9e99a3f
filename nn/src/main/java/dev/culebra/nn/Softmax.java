package dev.culebra.nn;

import dev.culebra.engine.Shape;
import dev.culebra.nn.autograd.Variable;

/**
 * {@code exp(x) / Σ exp(x)} along an axis.
 *
 * <pre>{@code
 * Layer probabilities = new Softmax(-1); // [n, 10] → [n, 10], rows that sum to 1
 * }</pre>
 *
 * @param axis that sums to 1
 */
public record Softmax(int axis) implements Stateless {
    @Override
    public Variable forward(Variable input) {
        return input.softmax(axis);
    }

    @Override
    public Shape outputShape(Shape input) {
        input.axis("softmax", axis);
        return input;
    }

    @Override
    public String toString() {
        return "Softmax(%d)".formatted(axis);
    }
}

package dev.culebra.nn;

import dev.culebra.engine.Shape;
import dev.culebra.nn.autograd.Variable;

/**
 * Neighbouring axes as one.
 *
 * <pre>{@code
 * Layer rows = new Flatten(); // [n, 8, 14, 14] → [n, 1568]
 * }</pre>
 *
 * @param first the first of the axes
 * @param last the last of the axes
 */
public record Flatten(int first, int last) implements Stateless {
    /** All axes but the first. */
    public Flatten() {
        this(1, -1);
    }

    @Override
    public Variable forward(Variable input) {
        return input.flatten(first, last);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input.flatten(first, last);
    }

    @Override
    public String toString() {
        return first == 1 && last == -1 ? "Flatten" : "Flatten(%d to %d)".formatted(first, last);
    }
}

package dev.culebra.nn.autograd;

import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an operation leaves for its backward pass: the shapes of its inputs, and its own shares of those inputs and outputs
 * whose values a rule reads, and of no others.
 */
final class Saved implements AutoCloseable {
    private static final Tensor[] NONE = {};

    private final Shape[] shapes;
    private final @Nullable Tensor[] inputs;
    private final @Nullable Tensor output;
    private Tensor[] gradients = NONE;

    /**
     * @param needs which values the rules read
     */
    Saved(Needs needs, Tensor[] inputs, Tensor output) {
        this.shapes = new Shape[inputs.length];
        this.inputs = new Tensor[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            shapes[i] = inputs[i].shape();
            this.inputs[i] = needs.input(i) ? inputs[i].share() : null;
        }
        this.output = needs.output() ? output.share() : null;
    }

    /** Shape of input {@code i}. */
    Shape shape(int i) {
        return shapes[i];
    }

    /** Number of inputs. */
    int inputs() {
        return inputs.length;
    }

    /** Value of input {@code i}. */
    Tensor input(int i) {
        return present(inputs[i], "input " + i);
    }

    /** Value of the output. */
    Tensor output() {
        return present(output, "the output");
    }

    /**
     * One of several gradients that are computed at once, at the first call.
     *
     * @param compute all of them, by number of the input
     */
    Tensor together(int input, Supplier<Tensor[]> compute) {
        if (gradients.length == 0) {
            gradients = compute.get();
        }
        return gradients[input].share();
    }

    private static Tensor present(@Nullable Tensor tensor, String what) {
        if (tensor == null) {
            throw new AssertionError("a gradient rule reads " + what + ", which its needs do not name");
        }
        return tensor;
    }

    @Override
    public void close() {
        for (Tensor gradient : gradients) {
            gradient.close();
        }
        for (Tensor input : inputs) {
            if (input != null) {
                input.close();
            }
        }
        if (output != null) {
            output.close();
        }
    }
}

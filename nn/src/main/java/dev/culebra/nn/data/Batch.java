package dev.culebra.nn.data;

import dev.culebra.engine.ShapeException;
import dev.culebra.engine.Tensor;

/**
 * Some examples of a data set, on a device: {@code inputs} is {@code [b, …]}, {@code targets} {@code [b, …]}, row
 * {@code i} of one belongs to row {@code i} of the other.
 *
 * <p>Whoever makes or takes a batch owns it, as with tensors: the scope that is open at that moment frees it, or, where
 * there is none, the owner closes it.
 *
 * <pre>{@code
 * try (Batch batch = dataset.batch(Device.standard(), 0, 1, 2)) {
 *     batch.inputs().shape();      // [3, 784]
 *     batch.targets().toLongs();   // three labels
 * }
 * }</pre>
 *
 * @param inputs what a model is given
 * @param targets what it should answer
 */
public record Batch(Tensor inputs, Tensor targets) implements AutoCloseable {

    /**
     * @throws ShapeException if the tensors have no first axis, or first axes of different sizes
     */
    public Batch {
        if (inputs.shape().rank() == 0
                || targets.shape().rank() == 0
                || inputs.shape().size(0) != targets.shape().size(0)) {
            throw new ShapeException("batch: inputs and targets must have as many rows: inputs %s, targets %s"
                    .formatted(inputs.shape(), targets.shape()));
        }
    }

    /** How many examples there are. */
    public int size() {
        return Math.toIntExact(inputs.shape().size(0));
    }

    /** Closes both tensors; does nothing to those already closed. */
    @Override
    public void close() {
        inputs.close();
        targets.close();
    }
}

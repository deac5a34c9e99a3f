package dev.culebra.nn.data;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Shape;
import dev.culebra.engine.ShapeException;
import dev.culebra.engine.Tensor;
import java.util.function.UnaryOperator;

/**
 * A numbered collection of examples, each an input and a target, that makes batches of any of them.
 *
 * <pre>{@code
 * Dataset dataset = Dataset.of(digits.train());
 * try (Batch batch = dataset.batch(Device.standard(), 3, 1, 4)) {
 *     batch.inputs().shape();      // [3, 784]
 * }
 * }</pre>
 */
public interface Dataset {

    /**
     * Images as rows of numbers from 0 to 1: inputs are F32 {@code [b, rows × columns]}, targets I64 {@code [b]}. The
     * pixels stay bytes until a batch is made.
     */
    static Dataset of(LabelledImages images) {
        return rows(
                images.count(),
                new Row(DType.F32, Shape.of(images.pixelsPerImage())),
                new Row(DType.I64, Shape.scalar()),
                new ImageWriter(images));
    }

    /**
     * The rows of two tensors, taken where the tensors lie and then brought to the batch's device. The tensors stay
     * the caller's and must stay open.
     *
     * @param inputs {@code [n, …]}
     * @param targets {@code [n, …]}
     * @throws ShapeException if they have no first axis, or first axes of different sizes
     */
    static Dataset of(Tensor inputs, Tensor targets) {
        return new TensorDataset(new Batch(inputs, targets));
    }

    /**
     * Examples that {@code writer} writes to host memory when they are asked for.
     *
     * @param size how many there are
     * @param input type and shape of one input, without the batch axis
     * @param target type and shape of one target, without the batch axis
     */
    static Dataset rows(int size, Row input, Row target, RowWriter writer) {
        return new RowDataset(size, input, target, writer);
    }

    /** How many examples there are. */
    int size();

    /** A place for batches of up to {@code capacity} examples on {@code device}; the caller closes it. */
    Tray tray(Device device, int capacity);

    /**
     * A batch of the examples with these numbers, in this order; a number may come more than once.
     *
     * @throws IndexOutOfBoundsException if there is no such example
     */
    default Batch batch(Device device, int... indices) {
        for (int index : indices) {
            if (index < 0 || index >= size()) {
                throw new IndexOutOfBoundsException(
                        "dataset: no example %d; there are %d".formatted(index, size()));
            }
        }
        try (Tray tray = tray(device, indices.length)) {
            tray.fill(indices, 0, indices.length);
            return tray.batch();
        }
    }

    /**
     * The same examples, each batch as {@code change} makes it: another shape, other units. It runs on the thread that
     * takes the batch, in a scope of its own, so that what it makes on the way is freed.
     *
     * <pre>{@code
     * Dataset images = dataset.map(batch -> new Batch(batch.inputs().reshape(-1, 1, 28, 28), batch.targets()));
     * }</pre>
     */
    default Dataset map(UnaryOperator<Batch> change) {
        return new MappedDataset(this, change);
    }

    /**
     * Some of the examples: number {@code i} of the result is number {@code indices[i]} of this.
     *
     * @throws IndexOutOfBoundsException if there is no such example
     */
    default Dataset subset(int... indices) {
        return new SubsetDataset(this, indices.clone());
    }

    /**
     * The same examples as they are in one epoch: others where they change at random ({@link Pictures#dataset(long,
     * Transform...)}), else this very data set.
     *
     * @param number of the epoch
     */
    default Dataset inEpoch(long number) {
        return this;
    }
}

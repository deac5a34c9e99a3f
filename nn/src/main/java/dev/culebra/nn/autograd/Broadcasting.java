package dev.culebra.nn.autograd;

import dev.culebra.engine.Reduction;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import java.util.Arrays;

/** Broadcasting repeats elements, so its gradient sums over the repetitions. */
final class Broadcasting {
    private Broadcasting() {}

    /**
     * Sums a gradient over the axes along which {@code shape} was repeated.
     *
     * @param gradient closed, unless it is returned
     * @return of {@code shape}
     */
    static Tensor undo(Tensor gradient, Shape shape) {
        if (gradient.shape().equals(shape)) {
            return gradient;
        }
        int added = gradient.shape().rank() - shape.rank();
        int[] axes = new int[gradient.shape().rank()];
        int count = 0;
        for (int axis = 0; axis < axes.length; axis++) {
            if (axis < added || shape.size(axis - added) != gradient.shape().size(axis)) {
                axes[count++] = axis;
            }
        }
        try (gradient; Tensor sum = gradient.reduce(Reduction.SUM, true, Arrays.copyOf(axes, count))) {
            return sum.reshape(shape);
        }
    }
}

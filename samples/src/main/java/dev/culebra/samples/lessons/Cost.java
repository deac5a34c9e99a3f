package dev.culebra.samples.lessons;

import dev.culebra.engine.DType;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.Loss;
import dev.culebra.nn.autograd.Variable;
import dev.culebra.nn.data.Digits;

/**
 * How wrong ten outputs are, and what outputs the network has: both take its last sums, {@code [n, 10]}.
 *
 * <pre>{@code
 * Cost.MSE.outputs(model.predict(images));      // ten values from 0 to 1 for each image
 * }</pre>
 */
enum Cost {
    /** Outputs are probabilities that add up to 1; the loss is −log of the right one. */
    CROSS_ENTROPY("mean cross-entropy per image") {
        @Override
        Loss loss() {
            return Loss.crossEntropy();
        }

        @Override
        Tensor outputs(Tensor sums) {
            return sums.softmax(1);
        }
    },
    /** Outputs are ten sigmoids; the loss is the sum of their squared distances from 1 (the right one) or 0. */
    MSE("squared error per image, summed over the outputs") {
        @Override
        Loss loss() {
            return (sums, labels) -> {
                Variable wanted = Variable.constant(oneHot(labels));
                return sums.sigmoid().sub(wanted).square().sum(1).mean();
            };
        }

        @Override
        Tensor outputs(Tensor sums) {
            return sums.sigmoid();
        }
    };

    private final String unit;

    Cost(String unit) {
        this.unit = unit;
    }

    abstract Loss loss();

    /** From 0 to 1, {@code [n, 10]}. */
    abstract Tensor outputs(Tensor sums);

    /** What one number of the loss means. */
    String unit() {
        return unit;
    }

    /** {@code [n]} labels to {@code [n, 10]}: 1 in the label's column, else 0. */
    private static Tensor oneHot(Tensor labels) {
        long[] digits = new long[Digits.CLASSES];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = i;
        }
        Tensor columns = Tensor.of(Shape.of(digits.length), digits);
        return labels.reshape(Shape.of(labels.shape().size(0), 1)).eq(columns).to(DType.F32);
    }

    @Override
    public String toString() {
        return this == MSE ? "mse" : "cross-entropy";
    }
}

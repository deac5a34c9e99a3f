package dev.culebra.engine;

/**
 * Operations that look at a row, or some axes, as a whole: softmax is among {@link Reductions}; here are losses over classes
 * and normalisation.
 *
 * <pre>{@code
 * Tensor losses = logits.crossEntropy(ClassTargets.of(labels)).losses();  // [n, classes] → [n]
 * Tensor y = x.normalize(scale, shift, 1e-5, -1).output();                // each row: mean 0, deviation 1
 * }</pre>
 */
public sealed interface RowOperations permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * Cross-entropy of each row of these logits, {@code [n, classes]}; computed without overflow.
     *
     * @throws ShapeException unless there is a label a row and a weight a class
     * @throws DTypeException unless the logits are F32 or F64, the labels I64 and the weights of the logits' dtype
     * @throws IndexOutOfBoundsException if a label that is not ignored lies outside [0, classes). On a card it is thrown by
     *     the next call on this thread that waits for the card, as reading a value does
     * @throws ClosedTensorException if the tensor of the labels or weights was closed
     */
    default ClassLosses crossEntropy(ClassTargets targets) {
        return ClassLoss.losses(self(), targets);
    }

    /**
     * The gradient of {@code Σ scale·losses} with respect to these logits, {@code [n, classes]}: for one label and nothing
     * else, {@code (softmax(logits) − onehot(label))·scale}.
     *
     * @param scale gradient of the losses; broadcasts to {@code [n]}
     * @return of the logits' shape
     * @throws ShapeException as {@link #crossEntropy}, or if the scale does not broadcast
     * @throws DTypeException as {@link #crossEntropy}
     * @throws IndexOutOfBoundsException as {@link #crossEntropy}
     * @throws ClosedTensorException as {@link #crossEntropy}
     */
    default Tensor crossEntropyGradient(ClassTargets targets, Tensor scale) {
        return ClassLoss.gradient(self(), targets, scale);
    }

    /**
     * Mean and variance along some axes, all if none is named, by a method that keeps its digits where the mean is large
     * beside the deviation.
     *
     * @throws ShapeException if an axis does not exist or is named twice
     * @throws DTypeException unless F32 or F64
     */
    default Moments moments(int... axes) {
        return Normalizing.moments(self(), axes);
    }

    /**
     * {@code (x − mean) / √(variance + epsilon) · scale + shift}, with the mean and the variance of this tensor along some
     * axes: layer normalisation along the last ones, batch normalisation along all but that of the channels.
     *
     * @param scale broadcasts to this shape, as {@code [channels, 1, 1]} does to {@code [n, channels, h, w]}
     * @param shift of the scale's shape
     * @param epsilon ≥ 0, added to the variance
     * @param axes all if none is named
     * @throws ShapeException if an axis does not exist or is named twice, or a shape does not fit
     * @throws DTypeException unless all are F32 or all F64
     */
    default Normalized normalize(Tensor scale, Tensor shift, double epsilon, int... axes) {
        return Normalizing.normalize(self(), scale, shift, epsilon, axes);
    }

    /**
     * {@code (x − mean) / √(variance + epsilon) · scale + shift} with moments from elsewhere, as batch normalisation does it
     * in evaluation.
     *
     * @param moments both broadcast to this shape
     * @throws ShapeException if a shape does not fit
     * @throws DTypeException unless all are F32 or all F64
     */
    default Tensor normalize(Moments moments, Tensor scale, Tensor shift, double epsilon) {
        return Normalizing.normalize(self(), moments, scale, shift, epsilon);
    }

    /**
     * The gradients of {@link #normalize(Tensor, Tensor, double, int...)}, of which this tensor was the input.
     *
     * @param moments what it returned
     * @param upstream gradient of its output
     * @throws ShapeException if a shape does not fit
     * @throws DTypeException unless all are F32 or all F64
     */
    default NormalizedGradient normalizeGradient(Moments moments, Tensor scale, double epsilon, Tensor upstream) {
        return Normalizing.gradient(self(), moments, scale, epsilon, upstream);
    }
}

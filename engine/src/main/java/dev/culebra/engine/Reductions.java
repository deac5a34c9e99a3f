package dev.culebra.engine;

/**
 * Reductions over some axes, or all when none is named. Reduced axes disappear from the shape unless kept (with size 1) by
 * {@link #reduce}.
 *
 * <pre>{@code
 * x.sum();        // scalar
 * x.mean(0);      // [m, n] → [n]
 * x.max(-1);      // [m, n] → [m]
 * x.argmax(-1);   // [m, n] → [m], I64
 * x.softmax(-1);  // [m, n], rows that sum to 1
 * }</pre>
 */
public sealed interface Reductions permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * Reduces some axes.
     *
     * @param keepAxes whether reduced axes stay, with size 1
     * @param axes to reduce; none for all. ARGMAX and ARGMIN take exactly one
     * @return of this dtype, or I64 for an index and for a sum over integers
     * @throws ShapeException if an axis does not exist or is named twice, if an index is asked over several axes, or if
     *     there is no element where the reduction needs one
     */
    default Tensor reduce(Reduction reduction, boolean keepAxes, int... axes) {
        return Reducing.reduce(self(), reduction, keepAxes, axes);
    }

    /** Sum; 0 over no elements; I64 for integers. */
    default Tensor sum(int... axes) {
        return reduce(Reduction.SUM, false, axes);
    }

    /**
     * Arithmetic mean; NaN over no elements.
     *
     * @throws DTypeException unless F32 or F64
     */
    default Tensor mean(int... axes) {
        return mean(false, axes);
    }

    /**
     * Arithmetic mean; NaN over no elements.
     *
     * @param keepAxes whether reduced axes stay, with size 1
     * @throws DTypeException unless F32 or F64
     */
    default Tensor mean(boolean keepAxes, int... axes) {
        return Statistics.mean(self(), keepAxes, axes);
    }

    /**
     * Variance: the sum of squared deviations from the mean over {@code n − correction}, for n elements; NaN over none.
     *
     * @param correction 0 for the variance of these elements, 1 (Bessel's) for an unbiased estimate from a sample
     * @param keepAxes whether reduced axes stay, with size 1
     * @throws DTypeException unless F32 or F64
     */
    default Tensor var(double correction, boolean keepAxes, int... axes) {
        return Statistics.var(self(), correction, keepAxes, axes);
    }

    /** {@code log Σ exp(x)}, computed without overflow; −∞ over no elements. */
    default Tensor logSumExp(int... axes) {
        return logSumExp(false, axes);
    }

    /**
     * {@code log Σ exp(x)}, computed without overflow; −∞ over no elements.
     *
     * @param keepAxes whether reduced axes stay, with size 1
     * @throws DTypeException unless F32 or F64
     */
    default Tensor logSumExp(boolean keepAxes, int... axes) {
        return Statistics.logSumExp(self(), keepAxes, axes);
    }

    /** Largest element; NaN if one is NaN. */
    default Tensor max(int... axes) {
        return reduce(Reduction.MAX, false, axes);
    }

    /** Smallest element; NaN if one is NaN. */
    default Tensor min(int... axes) {
        return reduce(Reduction.MIN, false, axes);
    }

    /** Index of the largest element along an axis, I64; the first wins a tie, and a NaN counts as largest. */
    default Tensor argmax(int axis) {
        return reduce(Reduction.ARGMAX, false, axis);
    }

    /** Index of the smallest element along an axis, I64; the first wins a tie, and a NaN counts as smallest. */
    default Tensor argmin(int axis) {
        return reduce(Reduction.ARGMIN, false, axis);
    }

    /**
     * {@code exp(x) / Σ exp(x)} along an axis, computed without overflow.
     *
     * @throws DTypeException unless F32 or F64
     */
    default Tensor softmax(int axis) {
        Tensor self = self();
        int a = self.shape().axis("softmax", axis);
        Operands.floating("softmax", self);
        View view = self.view();
        return Tensor.filled(self.shape(), self.dtype(), self.device(), out -> self.device().backend().softmax(view, a,
                out), self);
    }

    /**
     * Logarithm of {@link #softmax}: {@code x − log Σ exp(x)} along an axis, computed without overflow.
     *
     * @throws DTypeException unless F32 or F64
     */
    default Tensor logSoftmax(int axis) {
        Tensor self = self();
        int a = self.shape().axis("logSoftmax", axis);
        Operands.floating("logSoftmax", self);
        View view = self.view();
        return Tensor.filled(self.shape(), self.dtype(), self.device(), out -> self.device().backend().logSoftmax(view,
                a, out), self);
    }
}

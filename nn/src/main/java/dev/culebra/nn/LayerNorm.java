package dev.culebra.nn;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Shape;
import dev.culebra.engine.ShapeException;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.autograd.Variable;
import java.util.Arrays;

/**
 * Layer normalisation: {@code (x − mean) / √(variance + epsilon) · weight + bias}, with the mean and the variance of each example
 * over the last axes. Ba, Kiros and Hinton, "Layer Normalization", 2016.
 *
 * <pre>{@code
 * Layer norm = new LayerNorm(Shape.of(64)); // […, 64] → […, 64]
 * }</pre>
 */
public final class LayerNorm implements Weighted {
    private final double epsilon;
    private final Variable weight;
    private final Variable bias;

    /** On the standard device in F32, with an epsilon of 1e-5. */
    public LayerNorm(Shape shape) {
        this(shape, 1e-5, DType.F32, Device.standard());
    }

    /**
     * @param shape of the last axes, over which is normalised; weight and bias have it, and begin as 1 and 0
     * @param epsilon ≥ 0, added to the variance
     * @param dtype F32 or F64
     * @param device where the parameters lie
     * @throws IllegalArgumentException if epsilon is negative
     */
    public LayerNorm(Shape shape, double epsilon, DType dtype, Device device) {
        if (!(epsilon >= 0)) {
            throw new IllegalArgumentException("layerNorm: epsilon must not be negative, got " + epsilon);
        }
        this.epsilon = epsilon;
        this.weight = Variable.parameter(Tensor.full(shape, 1, dtype, device));
        this.bias = Variable.parameter(Tensor.zeros(shape, dtype, device));
    }

    /** Of the normalised shape. */
    @Override
    public Variable weight() {
        return weight;
    }

    /** Of the normalised shape. */
    @Override
    public Variable bias() {
        return bias;
    }

    /**
     * @param input {@code […, shape]}
     * @return of the input's shape
     */
    @Override
    public Variable forward(Variable input) {
        int[] axes = new int[outputShape(input.shape()).rank() == 0 ? 0 : weight.shape().rank()];
        Arrays.setAll(axes, i -> i - axes.length);
        return input.normalize(weight, bias, epsilon, axes).output();
    }

    @Override
    public Shape outputShape(Shape input) {
        Shape shape = weight.shape();
        boolean fits = input.rank() >= shape.rank();
        for (int axis = 1; fits && axis <= shape.rank(); axis++) {
            fits = input.size(-axis) == shape.size(-axis);
        }
        if (!fits) {
            throw new ShapeException("layerNorm: the last axes must be %s: input %s".formatted(shape, input));
        }
        return input;
    }

    /** As in {@code LayerNorm[64]}. */
    @Override
    public String toString() {
        return "LayerNorm" + weight.shape();
    }
}

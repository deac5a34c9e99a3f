package dev.culebra.nn;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Shape;
import dev.culebra.engine.ShapeException;
import dev.culebra.nn.autograd.Variable;

/**
 * A fully connected layer, {@code y = x·weightᵀ + bias}: {@code […, in]} → {@code […, out]}. The weight is
 * {@code [out, in]}, the bias {@code [out]}, as PyTorch stores them.
 *
 * <pre>{@code
 * RandomStream random = new RandomStream(1);
 * try (Linear layer = new Linear(784, 16, random)) {
 *     layer.parameterCount(); // 784·16 + 16 = 12,560
 * }
 * }</pre>
 */
public final class Linear implements Weighted {
    private final int in;
    private final int out;
    private final Variable weight;
    private final Variable bias;

    /** On the standard device in F32, weight and bias drawn as by {@link Init#fanIn()}. */
    public Linear(int in, int out, RandomStream random) {
        this(in, out, Init.fanIn(), random, DType.F32, Device.standard());
    }

    /**
     * @param in number of input features, at least 1
     * @param out number of output features, at least 1
     * @param init draws the weight; the bias is drawn from {@link Init#fanIn()} by the same fan
     * @param random where random numbers come from
     * @param dtype F32 or F64
     * @param device where the parameters lie
     * @throws IllegalArgumentException if {@code in} or {@code out} is less than 1
     */
    public Linear(int in, int out, Init init, RandomStream random, DType dtype, Device device) {
        if (in < 1 || out < 1) {
            throw new IllegalArgumentException("linear: needs at least one feature, got %d → %d".formatted(in, out));
        }
        this.in = in;
        this.out = out;
        this.weight = Variable.parameter(init.draw(Shape.of(out, in), in, out, random, dtype, device)
                .named("Linear.weight"));
        this.bias = Variable.parameter(Init.fanIn().draw(Shape.of(out), in, out, random, dtype, device).named(
                "Linear.bias"));
    }

    /** {@code [out, in]}. */
    @Override
    public Variable weight() {
        return weight;
    }

    /** {@code [out]}. */
    @Override
    public Variable bias() {
        return bias;
    }

    /**
     * @param input {@code […, in]}
     * @return {@code […, out]}
     */
    @Override
    public Variable forward(Variable input) {
        check(input.shape());
        return input.linear(weight, bias);
    }

    @Override
    public Shape outputShape(Shape input) {
        check(input);
        return input.with(-1, out);
    }

    private void check(Shape input) {
        if (input.rank() == 0 || input.size(-1) != in) {
            throw new ShapeException("linear: needs %d input features: input %s, weight %s".formatted(in, input, weight
                    .shape()));
        }
    }

    /** As in {@code Linear(784 → 16)}. */
    @Override
    public String toString() {
        return "Linear(%d → %d)".formatted(in, out);
    }
}

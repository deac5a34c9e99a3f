package dev.culebra.nn;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Window;
import dev.culebra.nn.autograd.Variable;

/**
 * A two-dimensional convolution: {@code [n, in, h, w]} → {@code [n, out, rows, columns]}. The weight is
 * {@code [out, in / groups, height, width]}, the bias {@code [out]}, as PyTorch stores them.
 *
 * <pre>{@code
 * RandomStream random = new RandomStream(1);
 * try (Conv2d layer = new Conv2d(1, 8, Window.of(3).padding(1), random)) {
 *     layer.parameterCount(); // 8·1·3·3 + 8 = 80
 * }
 * }</pre>
 */
public final class Conv2d implements Weighted {
    private final Window window;
    private final int groups;
    private final Variable weight;
    private final Variable bias;

    /** In one group, on the standard device in F32, weight and bias drawn as by {@link Init#fanIn()}. */
    public Conv2d(int in, int out, Window window, RandomStream random) {
        this(in, out, window, 1, Init.fanIn(), random, DType.F32, Device.standard());
    }

    /**
     * @param in number of input channels, at least 1
     * @param out number of output channels, at least 1
     * @param window size, stride, padding and dilation
     * @param groups parts into which both kinds of channels are divided; each part of the output sees its part of the input
     * @param init draws the weight; the bias is drawn from {@link Init#fanIn()} by the same fan
     * @param random where random numbers come from
     * @param dtype F32 or F64
     * @param device where the parameters lie
     * @throws IllegalArgumentException if a number is less than 1, or the groups do not divide the channels
     */
    public Conv2d(int in, int out, Window window, int groups, Init init, RandomStream random, DType dtype,
            Device device) {
        if (in < 1 || out < 1 || groups < 1 || in % groups != 0 || out % groups != 0) {
            throw new IllegalArgumentException(
                    "conv2d: needs at least one channel, and groups that divide them, got %d → %d in %d groups"
                            .formatted(
                                    in, out, groups));
        }
        this.window = window;
        this.groups = groups;
        Shape shape = Shape.of(out, in / groups, window.height().size(), window.width().size());
        long fanIn = in / groups * window.elements();
        long fanOut = out / groups * window.elements();
        this.weight = Variable.parameter(init.draw(shape, fanIn, fanOut, random, dtype, device));
        this.bias = Variable.parameter(Init.fanIn().draw(Shape.of(out), fanIn, fanOut, random, dtype, device));
    }

    /** {@code [out, in / groups, height, width]}. */
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
     * @param input {@code [n, in, h, w]}, or {@code [in, h, w]}
     * @return {@code [n, out, rows, columns]}, or {@code [out, rows, columns]}
     */
    @Override
    public Variable forward(Variable input) {
        return input.conv2d(weight, bias, window, groups);
    }

    @Override
    public Shape outputShape(Shape input) {
        return window.positions("conv2d", input).with(-3, weight.shape().size(0));
    }

    /** As in {@code Conv2d(1 → 8, 3×3)}. */
    @Override
    public String toString() {
        return "Conv2d(%d → %d, %s)".formatted(weight.shape().size(1) * groups, weight.shape().size(0), window);
    }
}

package dev.culebra.nn;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Distribution;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;

/**
 * How a parameter begins. The fan-in is the number of inputs that one output adds up, the fan-out the number of outputs
 * that one input reaches; drawing with a variance in inverse proportion keeps signals, forwards or backwards, at their size
 * from layer to layer.
 *
 * <pre>{@code
 * Linear layer = new Linear(784, 128, Init.kaimingNormal(), new RandomStream(1), DType.F32, Device.standard());
 * }</pre>
 */
@FunctionalInterface
public interface Init {
    /** Gain of a rectifier, √2: it lets half of the variance through. */
    double RELU_GAIN = Math.sqrt(2);

    /**
     * Makes a parameter.
     *
     * @param fanIn number of inputs that one output adds up
     * @param fanOut number of outputs that one input reaches
     * @return belongs to the caller's scope, or the caller
     */
    Tensor draw(Shape shape, long fanIn, long fanOut, RandomStream random, DType dtype, Device device);

    /** Every element {@code value}. */
    static Init constant(double value) {
        return (shape, _, _, _, dtype, device) -> Tensor.full(shape, value, dtype, device);
    }

    /** Uniform over {@code [low, high)}. */
    static Init uniform(double low, double high) {
        return of(new Distribution.Uniform(low, high));
    }

    /** Normal. */
    static Init normal(double mean, double deviation) {
        return of(new Distribution.Normal(mean, deviation));
    }

    /** Uniform over ±1/√fan-in: LeCun et al., "Efficient BackProp", 1998, and what PyTorch's linear layer does. */
    static Init fanIn() {
        return (shape, in, _, random, dtype, device) -> symmetric(1 / Math.sqrt(in), shape, random, dtype, device);
    }

    /** Uniform over ±√2·√(3/fan-in), for ReLU: He et al., "Delving deep into rectifiers", 2015. */
    static Init kaimingUniform() {
        return (shape, in, _, random, dtype, device) -> symmetric(RELU_GAIN * Math.sqrt(3.0 / in), shape, random, dtype,
                device);
    }

    /** Normal with deviation √(2/fan-in), for ReLU: He et al., 2015. */
    static Init kaimingNormal() {
        return (shape, in, _, random, dtype, device) -> Tensor.random(new Distribution.Normal(0, RELU_GAIN / Math.sqrt(
                in)), shape, dtype, random, device);
    }

    /**
     * Uniform over ±√(6/(fan-in + fan-out)), for tanh and sigmoid: Glorot and Bengio, "Understanding the difficulty of
     * training deep feedforward neural networks", 2010.
     */
    static Init xavierUniform() {
        return (shape, in, out, random, dtype, device) -> symmetric(Math.sqrt(6.0 / (in + out)), shape, random, dtype,
                device);
    }

    /** Normal with deviation √(2/(fan-in + fan-out)): Glorot and Bengio, 2010. */
    static Init xavierNormal() {
        return (shape, in, out, random, dtype, device) -> Tensor.random(new Distribution.Normal(0, Math.sqrt(2.0 / (in
                + out))), shape, dtype, random, device);
    }

    private static Init of(Distribution distribution) {
        return (shape, _, _, random, dtype, device) -> Tensor.random(distribution, shape, dtype, random, device);
    }

    private static Tensor symmetric(double bound, Shape shape, RandomStream random, DType dtype, Device device) {
        return Tensor.random(new Distribution.Uniform(-bound, bound), shape, dtype, random, device);
    }
}

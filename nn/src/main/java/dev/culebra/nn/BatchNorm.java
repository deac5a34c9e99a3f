package dev.culebra.nn;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Moments;
import dev.culebra.engine.Shape;
import dev.culebra.engine.ShapeException;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Expr;
import dev.culebra.nn.autograd.NormalizedVariable;
import dev.culebra.nn.autograd.Recording;
import dev.culebra.nn.autograd.Variable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Batch normalisation: {@code (x − mean) / √(variance + epsilon) · weight + bias} for each channel, {@code [n, channels, …]} of
 * any rank from 2. In training, mean and variance are those of the batch, and running ones are kept; in evaluation, the running
 * ones serve. Ioffe and Szegedy, "Batch Normalization", 2015.
 *
 * <p>Running statistics move towards those of the batch (the variance without bias, over n − 1) by the momentum, as in PyTorch;
 * they are the {@linkplain #buffers() buffers} {@code running_mean} and {@code running_var}.
 *
 * <pre>{@code
 * Layer norm = new BatchNorm(8); // [n, 8, h, w] → [n, 8, h, w]
 * norm.training(false);          // from here on with the running statistics
 * }</pre>
 */
public final class BatchNorm implements Weighted {
    private static final Expr X = Expr.input(0);
    private static final Expr MEAN = Expr.input(1);
    private static final Expr VARIANCE = Expr.input(2);
    private static final Expr WEIGHT = Expr.input(3);
    private static final Expr BIAS = Expr.input(4);

    private final double momentum;
    private final double epsilon;
    private final Variable weight;
    private final Variable bias;
    private final Tensor runningMean;
    private final Tensor runningVariance;
    private boolean training = true;

    /** On the standard device in F32, with a momentum of 0.1 and an epsilon of 1e-5. */
    public BatchNorm(long channels) {
        this(channels, 0.1, 1e-5, DType.F32, Device.standard());
    }

    /**
     * @param channels at least 1
     * @param momentum share of the batch in the running statistics, in [0, 1]
     * @param epsilon ≥ 0, added to the variance
     * @param dtype F32 or F64
     * @param device where parameters and statistics lie
     * @throws IllegalArgumentException if a number is not as described
     */
    public BatchNorm(long channels, double momentum, double epsilon, DType dtype, Device device) {
        if (channels < 1 || !(momentum >= 0 && momentum <= 1) || !(epsilon >= 0)) {
            throw new IllegalArgumentException(
                    "batchNorm: needs channels ≥ 1, momentum in [0, 1] and epsilon ≥ 0, got %d, %s and %s".formatted(
                            channels, momentum, epsilon));
        }
        this.momentum = momentum;
        this.epsilon = epsilon;
        Shape shape = Shape.of(channels);
        this.weight = Variable.parameter(Tensor.full(shape, 1, dtype, device));
        this.bias = Variable.parameter(Tensor.zeros(shape, dtype, device));
        this.runningMean = Tensor.zeros(shape, dtype, device).detach();
        this.runningVariance = Tensor.full(shape, 1, dtype, device).detach();
    }

    /** {@code [channels]}. */
    @Override
    public Variable weight() {
        return weight;
    }

    /** {@code [channels]}. */
    @Override
    public Variable bias() {
        return bias;
    }

    /**
     * @param input {@code [n, channels, …]}
     * @return of the input's shape
     * @throws ShapeException if the shape does not fit, or in training a channel has but one element
     */
    @Override
    public Variable forward(Variable input) {
        Shape shape = outputShape(input.shape());
        Shape aligned = aligned(shape);
        if (!training || !Recording.isOn()) {
            Expr f = X.sub(MEAN).mul(VARIANCE.add(epsilon).rsqrt()).mul(WEIGHT).add(BIAS);
            return input.map(f, Variable.constant(runningMean.reshape(aligned)), Variable.constant(runningVariance
                    .reshape(aligned)), weight.reshape(aligned), bias.reshape(aligned));
        }
        long each = shape.elements() / shape.size(1);
        if (each == 1) {
            throw new ShapeException("batchNorm: one element a channel has no variance to train with: input " + shape);
        }
        int[] axes = new int[shape.rank() - 1];
        Arrays.setAll(axes, i -> i == 0 ? 0 : i + 1);
        NormalizedVariable normalized = input.normalize(weight.reshape(aligned), bias.reshape(aligned), epsilon, axes);
        if (each > 0) {
            follow(normalized.moments(), each / (each - 1.0));
        }
        return normalized.output();
    }

    /**
     * @param unbiased factor that makes the variance of a batch an estimate without bias
     */
    private void follow(Moments moments, double unbiased) {
        Expr mean = X.mul(1 - momentum).add(MEAN.mul(momentum));
        Expr variance = X.mul(1 - momentum).add(MEAN.mul(momentum * unbiased));
        runningMean.set(mean, runningMean, moments.mean().flatten());
        runningVariance.set(variance, runningVariance, moments.variance().flatten());
    }

    /** {@code [channels, 1, …]}, which broadcasts to the input. */
    private static Shape aligned(Shape input) {
        long[] sizes = new long[input.rank() - 1];
        Arrays.fill(sizes, 1);
        sizes[0] = input.size(1);
        return Shape.of(sizes);
    }

    @Override
    public Shape outputShape(Shape input) {
        if (input.rank() < 2 || input.size(1) != weight.shape().size(0)) {
            throw new ShapeException("batchNorm: needs [n, %d, …]: input %s".formatted(weight.shape().size(0), input));
        }
        return input;
    }

    @Override
    public void training(boolean on) {
        training = on;
    }

    @Override
    public SequencedMap<String, Tensor> buffers() {
        SequencedMap<String, Tensor> buffers = new LinkedHashMap<>();
        buffers.put("running_mean", runningMean);
        buffers.put("running_var", runningVariance);
        return buffers;
    }

    /** As in {@code BatchNorm(8)}. */
    @Override
    public String toString() {
        return "BatchNorm(%d)".formatted(weight.shape().size(0));
    }
}

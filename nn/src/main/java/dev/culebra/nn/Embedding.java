package dev.culebra.nn;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Shape;
import dev.culebra.nn.autograd.Variable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * A table of vectors, looked up by number: I64 {@code […]} → {@code […, size]}. The weight is {@code [count, size]}.
 *
 * <pre>{@code
 * try (Embedding words = new Embedding(1000, 16, new RandomStream(1))) {
 *     Tensor vectors = words.predict(Tensor.of(Shape.of(3), new long[] {17, 4, 17})); // [3, 16]
 * }
 * }</pre>
 */
public final class Embedding implements Layer {
    private final Variable weight;

    /** On the standard device in F32, drawn from the standard normal distribution, as PyTorch does. */
    public Embedding(long count, long size, RandomStream random) {
        this(count, size, Init.normal(0, 1), random, DType.F32, Device.standard());
    }

    /**
     * @param count of vectors, at least 1
     * @param size of each, at least 1
     * @param init draws the table
     * @param random where random numbers come from
     * @param dtype F32 or F64
     * @param device where the table lies
     * @throws IllegalArgumentException if a number is less than 1
     */
    public Embedding(long count, long size, Init init, RandomStream random, DType dtype, Device device) {
        if (count < 1 || size < 1) {
            throw new IllegalArgumentException("embedding: needs at least one vector of one element, got %d of %d"
                    .formatted(count, size));
        }
        this.weight = Variable.parameter(init.draw(Shape.of(count, size), count, size, random, dtype, device));
    }

    /** {@code [count, size]}. */
    public Variable weight() {
        return weight;
    }

    /**
     * @param input I64, of any shape
     * @return of the input's shape and one more axis
     * @throws IndexOutOfBoundsException if a number is not in {@code [0, count)}; on a card it is thrown by the next call that
     *     waits for the card
     */
    @Override
    public Variable forward(Variable input) {
        return weight.embedding(input.value());
    }

    @Override
    public Shape outputShape(Shape input) {
        long[] sizes = Arrays.copyOf(input.toArray(), input.rank() + 1);
        sizes[input.rank()] = weight.shape().size(1);
        return Shape.of(sizes);
    }

    @Override
    public SequencedMap<String, Variable> parameters() {
        SequencedMap<String, Variable> parameters = new LinkedHashMap<>();
        parameters.put("weight", weight);
        return parameters;
    }

    /** As in {@code Embedding(1000 × 16)}. */
    @Override
    public String toString() {
        return "Embedding(%d × %d)".formatted(weight.shape().size(0), weight.shape().size(1));
    }
}

package dev.culebra.nn;

import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.autograd.Variable;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * A layer made of layers, which it owns. Their parameters and buffers are its own, named {@code child.name}.
 *
 * <pre>{@code
 * record Pair(Layer first, Layer second) implements Composite { // y = second(first(x))
 *     public SequencedMap<String, Layer> children() {
 *         SequencedMap<String, Layer> children = new LinkedHashMap<>();
 *         children.put("first", first);
 *         children.put("second", second);
 *         return children;
 *     }
 *
 *     public Variable forward(Variable input) {
 *         return second.forward(first.forward(input));
 *     }
 * }
 * }</pre>
 */
public interface Composite extends Layer {
    /** The layers by name, in the order in which they are used; the same at each call. */
    SequencedMap<String, Layer> children();

    /**
     * What the children get, by name, for an input of some shape: for the {@linkplain Layer#summary summary}, which shows no
     * shapes of children that are left out here.
     */
    default SequencedMap<String, Shape> childInputs(Shape input) {
        return new LinkedHashMap<>();
    }

    @Override
    default SequencedMap<String, Variable> parameters() {
        SequencedMap<String, Variable> all = new LinkedHashMap<>();
        children().forEach((child, layer) -> layer.parameters().forEach((name, parameter) -> all.put(child + "." + name,
                parameter)));
        return all;
    }

    @Override
    default SequencedMap<String, Tensor> buffers() {
        SequencedMap<String, Tensor> all = new LinkedHashMap<>();
        children().forEach((child, layer) -> layer.buffers().forEach((name, buffer) -> all.put(child + "." + name,
                buffer)));
        return all;
    }

    /** Sets the mode of every child. */
    @Override
    default void training(boolean on) {
        children().values().forEach(layer -> layer.training(on));
    }

    /** Closes every child. */
    @Override
    default void close() {
        children().values().forEach(Layer::close);
    }
}

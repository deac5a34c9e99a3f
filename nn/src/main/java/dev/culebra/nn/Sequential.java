package dev.culebra.nn;

import dev.culebra.engine.Shape;
import dev.culebra.nn.autograd.Variable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * Layers one after the other. Parameters are named by position and layer: {@code 0.weight}, {@code 0.bias},
 * {@code 2.weight}, … What lies between two layers is closed as soon as the second has used it; what a backward pass needs
 * of it stays.
 *
 * <pre>{@code
 * RandomStream random = new RandomStream(1);
 * try (Sequential model = Sequential.of(new Linear(784, 128, random), Activation.relu(), new Linear(128, 10, random))) {
 *     Tensor scores = model.predict(images); // [n, 784] → [n, 10]
 * }
 * }</pre>
 *
 * @param layers in order; owned by this one
 */
public record Sequential(List<Layer> layers) implements Composite {
    /** Takes a copy of the list, and names the memory of parameters and buffers after their place in it. */
    public Sequential {
        layers = List.copyOf(layers);
        for (int i = 0; i < layers.size(); i++) {
            String path = i + ".";
            layers.get(i).parameters().forEach((name, parameter) -> parameter.value().named(path + name));
            layers.get(i).buffers().forEach((name, buffer) -> buffer.named(path + name));
        }
    }

    /** Layers in order. */
    public static Sequential of(Layer... layers) {
        return new Sequential(List.of(layers));
    }

    @Override
    public Variable forward(Variable input) {
        Variable current = input;
        for (Layer layer : layers) {
            Variable next = layer.forward(current);
            if (current != input && next != current) {
                current.close();
            }
            current = next;
        }
        return current;
    }

    @Override
    public SequencedMap<String, Layer> children() {
        SequencedMap<String, Layer> children = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            children.put(Integer.toString(i), layers.get(i));
        }
        return children;
    }

    @Override
    public Shape outputShape(Shape input) {
        Shape shape = input;
        for (Layer layer : layers) {
            shape = layer.outputShape(shape);
        }
        return shape;
    }

    @Override
    public SequencedMap<String, Shape> childInputs(Shape input) {
        SequencedMap<String, Shape> inputs = new LinkedHashMap<>();
        Shape shape = input;
        for (int i = 0; i < layers.size(); i++) {
            inputs.put(Integer.toString(i), shape);
            shape = layers.get(i).outputShape(shape);
        }
        return inputs;
    }

    /** As in {@code Linear(784 → 128), relu, Linear(128 → 10)}. */
    @Override
    public String toString() {
        return layers.stream().map(Layer::toString).collect(Collectors.joining(", "));
    }
}

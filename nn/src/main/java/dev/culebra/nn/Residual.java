package dev.culebra.nn;

import dev.culebra.engine.Shape;
import dev.culebra.engine.ShapeException;
import dev.culebra.nn.autograd.Variable;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A layer added to its input, or to a shortcut of it: {@code inner(x) + x} or {@code inner(x) + shortcut(x)}. He et al., "Deep
 * Residual Learning for Image Recognition", 2016.
 *
 * <pre>{@code
 * Layer block = Residual.of(Sequential.of(new Linear(64, 64, random), Activation.relu(), new Linear(64, 64, random)));
 * }</pre>
 *
 * @param inner what is added
 * @param shortcut what it is added to; empty for the input
 */
public record Residual(Layer inner, Optional<Layer> shortcut) implements Composite {
    /** {@code inner(x) + x}. */
    public static Residual of(Layer inner) {
        return new Residual(inner, Optional.empty());
    }

    @Override
    public Variable forward(Variable input) {
        Variable added = inner.forward(input);
        Variable base = shortcut.isPresent() ? shortcut.get().forward(input) : input;
        check(added.shape(), base.shape());
        Variable sum = added.add(base);
        for (Variable part : new Variable[] {added, base}) {
            if (part != input) {
                part.close();
            }
        }
        return sum;
    }

    private static void check(Shape added, Shape base) {
        if (!added.equals(base)) {
            throw new ShapeException("residual: shapes differ: inner %s, shortcut %s".formatted(added, base));
        }
    }

    @Override
    public Shape outputShape(Shape input) {
        Shape added = inner.outputShape(input);
        check(added, shortcut.isPresent() ? shortcut.get().outputShape(input) : input);
        return added;
    }

    @Override
    public SequencedMap<String, Layer> children() {
        SequencedMap<String, Layer> children = new LinkedHashMap<>();
        children.put("inner", inner);
        shortcut.ifPresent(layer -> children.put("shortcut", layer));
        return children;
    }

    @Override
    public SequencedMap<String, Shape> childInputs(Shape input) {
        SequencedMap<String, Shape> inputs = new LinkedHashMap<>();
        children().keySet().forEach(child -> inputs.put(child, input));
        return inputs;
    }

    /** As in {@code Residual(Linear(64 → 64))}. */
    @Override
    public String toString() {
        return "Residual(%s%s)".formatted(inner, shortcut.map(layer -> " + " + layer).orElse(""));
    }
}

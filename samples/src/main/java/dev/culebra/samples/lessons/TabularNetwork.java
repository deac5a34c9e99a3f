package dev.culebra.samples.lessons;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.Activation;
import dev.culebra.nn.Composite;
import dev.culebra.nn.Embedding;
import dev.culebra.nn.Init;
import dev.culebra.nn.Layer;
import dev.culebra.nn.Linear;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.autograd.Variable;
import dev.culebra.nn.data.table.Column;
import dev.culebra.nn.data.table.Encoding;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * A network for rows of a table: each category becomes a vector of learnt numbers, and those of all columns, with the numbers
 * that the row has of its own, go through two layers. F32 {@code [b, columns]} → {@code [b, classes]}.
 *
 * <pre>{@code
 * try (var network = new TabularNetwork(encoding, 64, new RandomStream(1))) {
 *     network.predict(rows);
 * }
 * }</pre>
 */
final class TabularNetwork implements Composite {

    private static final int WIDEST = 12;

    private final SequencedMap<String, Layer> layers = new LinkedHashMap<>();
    private final int categorical;
    private final int columns;

    /**
     * @param encoding has a class as its target
     * @param hidden values between the two layers
     */
    TabularNetwork(Encoding encoding, int hidden, RandomStream random) {
        this.categorical = encoding.categorical().size();
        this.columns = categorical + encoding.continuous().size();
        int width = encoding.continuous().size();
        for (Column.Categorical column : encoding.categorical()) {
            int size = Math.min(WIDEST, Math.ceilDiv(column.numbers(), 2));
            layers.put(column.name(),
                    new Embedding(column.numbers(), size, Init.normal(0, 0.1), random, DType.F32, Device.standard()));
            width += size;
        }
        int classes = ((Column.Categorical) encoding.target()).categories().size();
        layers.put("rest",
                Sequential.of(new Linear(width, hidden, random), Activation.relu(), new Linear(hidden, classes,
                        random)));
    }

    @Override
    public SequencedMap<String, Layer> children() {
        return layers;
    }

    @Override
    public Variable forward(Variable input) {
        Variable[] parts = new Variable[categorical + 1];
        int i = 0;
        for (Layer layer : layers.values()) {
            if (layer instanceof Embedding table) {
                Tensor numbers = input.value().select(1, i).to(DType.I64);
                parts[i++] = table.forward(Variable.constant(numbers));
            }
        }
        parts[i] = input.slice(1, categorical, columns);
        return layers.lastEntry().getValue().forward(Variable.concat(1, parts));
    }
}

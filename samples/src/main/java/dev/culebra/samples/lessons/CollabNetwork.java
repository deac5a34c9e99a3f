package dev.culebra.samples.lessons;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.Composite;
import dev.culebra.nn.Embedding;
import dev.culebra.nn.Init;
import dev.culebra.nn.Layer;
import dev.culebra.nn.autograd.Variable;
import dev.culebra.nn.data.table.Ratings;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.LongStream;

/**
 * Guesses ratings: factors of the user times factors of the item, and a bias of each, squeezed by a sigmoid into the range that
 * ratings have. I64 {@code [b, 2]}, user and item, → F32 {@code [b]}.
 *
 * <pre>{@code
 * var network = new CollabNetwork(943, 1682, 2, 0.5, 5.5, new RandomStream(1));
 * }</pre>
 */
final class CollabNetwork implements Composite {

    private final int users;
    private final int items;
    private final SequencedMap<String, Layer> tables = new LinkedHashMap<>();
    private final double low;
    private final double high;

    CollabNetwork(int users, int items, int factors, double low, double high, RandomStream random) {
        this.users = users;
        this.items = items;
        Init small = Init.normal(0, 0.1);
        List.of("user", "item").forEach(side -> {
            int count = side.equals("user") ? users : items;
            tables.put(side, new Embedding(count, factors, small, random, DType.F32, Device.standard()));
            tables.put(side + "-bias", new Embedding(count, 1, small, random, DType.F32, Device.standard()));
        });
        this.low = low;
        this.high = high;
    }

    /** For ratings of a range that they themselves show. */
    static CollabNetwork of(Ratings ratings, int factors, RandomStream random) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (float value : ratings.values()) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        double margin = (most - least) / 10; // a sigmoid never reaches its ends
        return new CollabNetwork(ratings.users().size(), ratings.items().size(), factors, least - margin, most + margin,
                random);
    }

    @Override
    public SequencedMap<String, Layer> children() {
        return tables;
    }

    @Override
    public Variable forward(Variable input) {
        Variable users = Variable.constant(input.value().select(1, 0).contiguous());
        Variable items = Variable.constant(input.value().select(1, 1).contiguous());
        Variable match = look("user", users).mul(look("item", items)).sum(1);
        Variable biases = look("user-bias", users).add(look("item-bias", items)).squeeze(1);
        return match.add(biases).sigmoid().mul(high - low).add(low);
    }

    private Variable look(String table, Variable numbers) {
        return tables.get(table).forward(numbers);
    }

    /** What it learnt about each item: {@code [items][factors]}. */
    float[][] itemFactors() {
        Tensor weight = tables.get("item").parameters().get("weight").value();
        float[] all = weight.toFloats();
        int factors = (int) weight.shape().size(1);
        float[][] rows = new float[all.length / factors][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(all, i * factors, (i + 1) * factors);
        }
        return rows;
    }

    /** Guesses for everybody and everything: {@code [users][items]}. */
    float[][] all() {
        float[][] guesses = new float[users][];
        for (int user = 0; user < users; user++) {
            long number = user;
            long[] pairs = LongStream.range(0, items).flatMap(item -> LongStream.of(number, item)).toArray();
            try (Tensor input = Tensor.of(Shape.of(items, 2), pairs); Tensor output = predict(input)) {
                guesses[user] = output.toFloats();
            }
        }
        return guesses;
    }
}
